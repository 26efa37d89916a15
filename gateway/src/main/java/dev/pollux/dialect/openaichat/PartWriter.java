package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.dialect.openai.Files;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Writes the content of a message: one text as such, everything else as parts. */
final class PartWriter {
    private final Losses losses;

    PartWriter(Losses losses) {
        this.losses = losses;
    }

    JsonNode content(List<Block> blocks) {
        ArrayNode parts = Json.array();
        blocks.forEach(block -> part(block).ifPresent(parts::add));
        if (parts.isEmpty()) {
            return JsonNodeFactory.instance.stringNode("");
        }
        boolean plain = parts.size() == 1 && parts.get(0).size() == 2 && parts.get(0).has("text");
        return plain ? parts.get(0).get("text") : parts;
    }

    Optional<ObjectNode> part(Block block) {
        return switch (block) {
            case Block.Text text -> {
                losses.addIf(!text.citations().isEmpty(), "citations");
                yield Optional.of(marked(Json.object().put("type", "text").put("text", text.text()), text.marks()));
            }
            case Media media -> media(media).map(part -> marked(part, media.marks()));
            case Block.Opaque opaque when opaque.origin().equals(Words.DIALECT) -> Optional.of(opaque.json());
            case Block.Opaque opaque -> lost(opaque.kind());
            case Block.Thinking _ -> lost("thinking");
            case Block.ToolCall _ -> lost("tool_calls");
            case Block.ToolResult _ -> lost("tool_result");
        };
    }

    ObjectNode marked(ObjectNode shape, Marks marks) {
        losses.addIf(marks.cache().isPresent(), "cache_control");
        Nested.write(marks.extras(), shape, losses);
        return shape;
    }

    private Optional<ObjectNode> media(Media media) {
        boolean file = media.kind() == Media.Kind.DOCUMENT || media.source() instanceof Source.Stored;
        losses.addIf(media.name().isPresent() && !file, "filename");
        losses.addIf(media.kind() != Media.Kind.IMAGE && media.isMeasured(), "image_url.detail");
        if (media.source() instanceof Source.Stored stored) {
            return Optional.of(stored(stored, media.name()));
        }
        return switch (media.kind()) {
            case IMAGE -> Optional.of(picture(media));
            case VIDEO -> Optional.of(address("video_url", media, "video/mp4"));
            case AUDIO -> audio(media);
            case DOCUMENT -> Optional.of(document(media));
        };
    }

    private static ObjectNode stored(Source.Stored stored, Optional<String> name) {
        if (!Files.has(stored)) {
            throw new FailureException(Failure.invalid("messages",
                    "A file that is stored with another vendor cannot be sent to this model."));
        }
        ObjectNode part = Json.object().put("type", "file");
        ObjectNode file = part.putObject("file").put("file_id", stored.id());
        name.ifPresent(told -> file.put("filename", told));
        return part;
    }

    private ObjectNode picture(Media media) {
        ObjectNode part = address("image_url", media, "image/png");
        media.detail().ifPresent(detail -> {
            switch (detail) {
                case AUTO, LOW, HIGH -> part.withObject("image_url").put("detail", Words.of(detail));
                case MEDIUM, ORIGINAL -> losses.add("image_url.detail");
            }
        });
        return part;
    }

    static ObjectNode address(String type, Media media, String mimeType) {
        ObjectNode part = Json.object().put("type", type);
        part.putObject(type).put("url", url(media, mimeType));
        return part;
    }

    private static String url(Media media, String mimeType) {
        return switch (media.source()) {
            case Source.Inline inline -> DataUrl.write(media.mimeType().orElse(mimeType), inline.base64());
            case Source.Link link -> link.url();
            case Source.Stored stored -> throw new IllegalStateException("written as a file: " + stored.origin());
        };
    }

    private Optional<ObjectNode> audio(Media media) {
        if (!(media.source() instanceof Source.Inline inline)) {
            losses.add(Media.Kind.AUDIO);
            return Optional.empty();
        }
        String type = media.mimeType().orElse("audio/wav");
        String format = switch (type) {
            case "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave" -> "wav";
            case "audio/mp3", "audio/mpeg", "audio/mpeg3" -> "mp3";
            default -> type.substring(type.indexOf('/') + 1);
        };
        ObjectNode part = Json.object().put("type", "input_audio");
        part.putObject("input_audio").put("data", inline.base64()).put("format", format);
        return Optional.of(part);
    }

    /** A text goes as text: services take PDF as files, if they take files at all. */
    private static ObjectNode document(Media media) {
        String type = media.mimeType().orElse("application/pdf");
        if (type.startsWith("text/") && media.source() instanceof Source.Inline inline) {
            String text = new String(Base64.getDecoder().decode(inline.base64()), StandardCharsets.UTF_8);
            return Json.object().put("type", "text")
                    .put("text", media.name().map(name -> name + ":\n" + text).orElse(text));
        }
        ObjectNode part = Json.object().put("type", "file");
        part.putObject("file")
                .put("filename", media.name().orElse(type.equals("application/pdf") ? "document.pdf" : "document"))
                .put("file_data", url(media, type));
        return part;
    }

    private Optional<ObjectNode> lost(String name) {
        losses.add(name);
        return Optional.empty();
    }
}
