package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.dialect.openai.Files;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes the content of a message or the output of a tool: a string where it was one, else parts. */
final class PartWriter {
    private final Losses losses;

    PartWriter(Losses losses) {
        this.losses = losses;
    }

    /**
     * @param fromModel the parts are those of an answer
     * @param complete the message has all that an answer has, {@code annotations} and {@code logprobs} among it
     */
    JsonNode content(List<Block> blocks, boolean fromModel, boolean complete) {
        if (blocks.size() == 1 && blocks.getFirst() instanceof Block.Text text && isPlain(text)) {
            losses.addIf(text.marks().cache().isPresent(), "cache_control");
            text.marks().extras().writeTo(Json.object(), Words.DIALECT, losses);
            return StringNode.valueOf(text.text());
        }
        ArrayNode parts = Json.array();
        for (Block block : blocks) {
            part(block, fromModel, complete).ifPresent(part -> {
                losses.addIf(block.marks().cache().isPresent(), "cache_control");
                block.marks().extras().writeTo(part, Words.DIALECT, losses);
                parts.add(part);
            });
        }
        return parts;
    }

    private static boolean isPlain(Block.Text text) {
        return !text.marks().extras().isOf(Words.DIALECT) && !text.refusal() && text.citations().isEmpty();
    }

    private Optional<ObjectNode> part(Block block, boolean fromModel, boolean complete) {
        return switch (block) {
            case Block.Text text when fromModel -> Optional.of(answered(text, complete));
            case Block.Text text -> Optional.of(Json.object().put("type", "input_text").put("text", text.text()));
            case Media media -> media(media);
            case Block.Opaque opaque when opaque.origin().equals(Words.DIALECT) -> Optional.of(opaque.json());
            case Block.Opaque opaque -> lost(opaque.kind());
            case Block.Thinking _ -> lost("reasoning");
            case Block.ToolCall _,Block.ToolResult _ -> lost("tool_calls");
        };
    }

    private ObjectNode answered(Block.Text text, boolean complete) {
        if (text.refusal()) {
            return Json.object().put("type", "refusal").put("refusal", text.text());
        }
        ObjectNode part = Json.object().put("type", "output_text").put("text", text.text());
        ArrayNode annotations = Annotations.write(text.citations(), losses);
        if (complete || !annotations.isEmpty()) {
            part.set("annotations", annotations);
        }
        if (complete && !text.marks().extras().fields().has("logprobs")) {
            part.putArray("logprobs");
        }
        return part;
    }

    private Optional<ObjectNode> media(Media media) {
        losses.addIf(media.kind() != Media.Kind.DOCUMENT && media.name().isPresent(), "filename");
        losses.addIf(media.kind() != Media.Kind.IMAGE && media.isMeasured(), "image_url.detail");
        return switch (media.kind()) {
            case IMAGE -> Optional.of(image(media));
            case DOCUMENT -> Optional.of(file(media));
            case AUDIO -> audio(media);
            case VIDEO -> lost(media);
        };
    }

    private ObjectNode image(Media media) {
        ObjectNode part = Json.object().put("type", "input_image");
        switch (media.source()) {
            case Source.Inline inline -> part.put("image_url",
                    DataUrl.write(media.mimeType().orElse("image/png"), inline.base64()));
            case Source.Link link -> part.put("image_url", link.url());
            case Source.Stored stored -> part.put("file_id", id(stored));
        }
        media.detail().ifPresent(detail -> {
            if (detail == Media.Detail.MEDIUM) {
                losses.add("image_url.detail");
            } else {
                part.put("detail", Words.of(detail));
            }
        });
        return part;
    }

    private static ObjectNode file(Media media) {
        ObjectNode part = Json.object().put("type", "input_file");
        boolean own = media.marks().extras().isOf(Words.DIALECT);
        switch (media.source()) {
            case Source.Inline inline -> {
                part.put("file_data", media.mimeType().map(type -> DataUrl.write(type, inline.base64()))
                        .orElse(inline.base64()));
                if (media.name().isEmpty() && !own) {
                    part.put("filename", fileName(media.mimeType().orElse("")));
                }
            }
            case Source.Link link -> part.put("file_url", link.url());
            case Source.Stored stored -> part.put("file_id", id(stored));
        }
        media.name().ifPresent(name -> part.put("filename", name));
        return part;
    }

    /** Bytes must have a file name here, whose ending says what they are. */
    private static String fileName(String mimeType) {
        String kind = mimeType.substring(mimeType.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        return "document." + switch (kind) {
            case "plain" -> "txt";
            case "markdown" -> "md";
            case "csv", "html", "json", "xml", "rtf" -> kind;
            default -> "pdf";
        };
    }

    private Optional<ObjectNode> audio(Media media) {
        String format = switch (media.mimeType().orElse("")) {
            case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
            case "audio/mp3", "audio/mpeg" -> "mp3";
            case String other when media.marks().extras().isOf(Words.DIALECT) -> other.replace("audio/", "");
            default -> "";
        };
        if (format.isEmpty() || !(media.source() instanceof Source.Inline inline)) {
            return lost(media);
        }
        ObjectNode part = Json.object().put("type", "input_audio");
        part.putObject("input_audio").put("data", inline.base64()).put("format", format);
        return Optional.of(part);
    }

    /** The id of a file in the store of OpenAI. */
    private static String id(Source.Stored stored) {
        if (!Files.has(stored)) {
            throw new FailureException(Failure.invalid("input",
                    "The file '" + stored.id() + "' is stored with another vendor than that of this model: send its"
                            + " bytes instead."));
        }
        return stored.id();
    }

    private Optional<ObjectNode> lost(Media media) {
        losses.add(media.kind());
        return Optional.empty();
    }

    private Optional<ObjectNode> lost(String name) {
        losses.add(name);
        return Optional.empty();
    }
}
