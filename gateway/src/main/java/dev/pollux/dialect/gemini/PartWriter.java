package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Writes blocks as parts: those of a history for a vendor, those of an answer for a client. */
final class PartWriter {
    private final Losses losses;
    private final boolean richParts;
    private final boolean towardsClient;

    private PartWriter(Losses losses, boolean richParts, boolean towardsClient) {
        this.losses = losses;
        this.richParts = richParts;
        this.towardsClient = towardsClient;
    }

    static PartWriter forVendor(ModelFacts facts, Losses losses) {
        return new PartWriter(losses, Capability.of(facts, Trait.RICH_PARTS), false);
    }

    /** Seals of every origin travel in the signature; there is nobody to report a loss to. */
    static PartWriter forClient() {
        return new PartWriter(new Losses(), true, true);
    }

    /** Whether the block is anything to this API; what is not and was more than nothing is reported. */
    boolean bears(Block block) {
        return switch (block) {
            case Block.Text t -> !t.text().isEmpty() || isOurs(t.marks());
            // thoughts of others, and ours without their signature, mean nothing to the model
            case Block.Thinking t -> isOurs(t.marks());
            case Block.Opaque o -> {
                losses.addIf(!o.origin().equals(Gemini.NAME), o.kind());
                yield o.origin().equals(Gemini.NAME);
            }
            case Block.Media _,Block.ToolCall _,Block.ToolResult _ -> true;
        };
    }

    ObjectNode text(Block.Text text) {
        losses.addIf(!text.citations().isEmpty(), "citations");
        losses.addIf(text.refusal(), "refusal");
        return marked(Json.object().put("text", text.text()), text.marks());
    }

    ObjectNode thought(Block.Thinking thinking) {
        return marked(Json.object().put("text", thinking.text()).put("thought", true), thinking.marks());
    }

    ObjectNode call(Block.ToolCall call) {
        ObjectNode part = Json.object();
        ObjectNode function = part.putObject("functionCall");
        if (towardsClient || !CallIds.isByPlace(call.id())) {
            function.put("id", call.id());
        }
        function.put("name", call.name()).set("args", arguments(call));
        return marked(part, call.marks());
    }

    /** The result alone; pictures that the model does not take in it go into {@code behind}. */
    ObjectNode result(Block.ToolResult result, String name, ArrayNode behind) {
        var text = new StringBuilder();
        ArrayNode media = Json.array();
        boolean hasText = false;
        for (Block block : result.content()) {
            switch (block) {
                case Block.Text t -> {
                    marked(Json.object(), t.marks()); // one text bears no marks of its pieces: they are only reported
                    text.append(hasText ? "\n" : "").append(t.text());
                    hasText = true;
                }
                case Block.Media m -> (richParts ? media : behind).add(media(m));
                case Block.Opaque o when o.origin().equals(Gemini.NAME) -> media.add(o.json());
                case Block.Opaque o -> losses.add(o.kind());
                case Block.Thinking _,Block.ToolCall _,Block.ToolResult _ -> losses.add("tool_result.content");
            }
        }
        ObjectNode part = Json.object();
        ObjectNode response = part.putObject("functionResponse");
        if (!CallIds.isByPlace(result.callId())) {
            response.put("id", result.callId());
        }
        response.put("name", name).set("response", ResultText.response(text.toString(), result.error()));
        if (!media.isEmpty()) {
            response.set("parts", media);
        }
        return marked(part, result.marks());
    }

    ObjectNode media(Block.Media media) {
        ObjectNode part = Json.object();
        switch (media.source()) {
            case Block.Source.Inline inline -> {
                String mimeType = media.mimeType().or(() -> MediaTypes.ofBytes(inline.base64()))
                        .orElseThrow(() -> refused("The type of an inline file is not known."));
                part.putObject("inlineData").put("mimeType", mimeType).put("data", inline.base64());
            }
            case Block.Source.Link link -> file(part, link.url(), media.mimeType()
                    .or(() -> MediaTypes.ofAddress(link.url())));
            case Block.Source.Stored stored when stored.origin().equals(Gemini.NAME) ->
                file(part, stored.id(), media.mimeType());
            case Block.Source.Stored _ -> throw refused("A file that is stored with another vendor cannot be sent.");
        }
        media.name().ifPresent(name -> Inner
                .object(part, part.has("inlineData") ? "inlineData" : "fileData").put("displayName", name));
        media.detail().flatMap(Words::level).ifPresent(level -> {
            losses.addIf(!richParts, "image_url.detail");
            if (richParts) {
                part.putObject("mediaResolution").put("level", level);
            }
        });
        return marked(part, media.marks());
    }

    private static void file(ObjectNode part, String uri, Optional<String> mimeType) {
        ObjectNode file = part.putObject("fileData").put("fileUri", uri);
        mimeType.ifPresent(type -> file.put("mimeType", type));
    }

    private static JsonNode arguments(Block.ToolCall call) {
        if (call.custom()) {
            return Json.object().put("input", call.arguments());
        }
        if (call.arguments().isBlank()) {
            return Json.object();
        }
        // models now and then write arguments that are no object; the history must still be accepted
        Optional<ObjectNode> object = Json.objectIn(call.arguments());
        return object.isPresent() ? object.get() : Json.object().put("value", call.arguments());
    }

    ObjectNode marked(ObjectNode part, Marks marks) {
        marks.seal().filter(seal -> towardsClient || seal.isOf(Gemini.NAME))
                .ifPresent(seal -> part.put("thoughtSignature", Signatures.close(seal)));
        losses.addIf(marks.cache().isPresent(), "cache_control");
        Inner.write(marks.extras(), part, losses);
        return part;
    }

    private static boolean isOurs(Marks marks) {
        return marks.seal().filter(seal -> seal.isOf(Gemini.NAME)).isPresent();
    }

    private static FailureException refused(String why) {
        return new FailureException(Failure.invalid("messages", why));
    }
}
