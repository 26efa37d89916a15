package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Losses;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Writes the blocks of an answer for a client. */
final class AnswerBlocks {

    private AnswerBlocks() {}

    /** The whole block, or nothing where it says nothing to a client. */
    static Optional<ObjectNode> write(Block block) {
        return switch (block) {
            case Block.Text text when text.text().isEmpty() -> Optional.empty();
            case Block.Text text -> Optional.of(text(text));
            case Block.Thinking thinking when thinking.text().isEmpty() && thinking.marks().seal().isEmpty() ->
                Optional.empty();
            case Block.Thinking thinking -> Optional.of(thinking(thinking));
            case Block.ToolCall call -> Optional.of(call(call));
            case Block.Media media -> Optional.of(text(new Block.Text(inWords(media))));
            case Block.Opaque opaque -> Optional.of(opaque.json()).filter(_ -> opaque.origin().equals(NAME));
            case Block.ToolResult _ -> Optional.empty();
        };
    }

    private static ObjectNode text(Block.Text text) {
        ObjectNode node = Json.object().put("type", "text").put("text", text.text());
        if (!text.citations().isEmpty()) {
            ArrayNode citations = node.putArray("citations");
            text.citations().forEach(citation -> citations.add(Citations.write(citation, text.text())));
        }
        return withOwnFields(node, text);
    }

    private static ObjectNode thinking(Block.Thinking thinking) {
        String signature = Signatures.write(thinking.marks().seal());
        ObjectNode node = isRedacted(thinking)
                ? Json.object().put("type", "redacted_thinking").put("data", signature)
                : Json.object().put("type", "thinking").put("thinking", thinking.text()).put("signature", signature);
        return withOwnFields(node, thinking);
    }

    static boolean isRedacted(Block.Thinking thinking) {
        return thinking.marks().extras().note(NAME, BlockReader.NOTE_REDACTED).isPresent();
    }

    private static ObjectNode call(Block.ToolCall call) {
        ObjectNode node = Json.object().put("type", "tool_use")
                .put("id", ToolIds.write(call.id(), call.marks().seal())).put("name", call.name());
        node.set("input", Arguments.object(call.arguments(), call.custom()));
        return withOwnFields(node, call);
    }

    private static ObjectNode withOwnFields(ObjectNode node, Block block) {
        block.marks().extras().writeTo(node, NAME, new Losses());
        return node;
    }

    /** Anthropic's answers have no pictures and no sound: an address is told, and a picture can be its own. */
    static String inWords(Block.Media media) {
        String kind = switch (media.kind()) {
            case IMAGE -> "image";
            case AUDIO -> "sound";
            case VIDEO -> "video";
            case DOCUMENT -> "document";
        };
        return switch (media.source()) {
            case Source.Inline inline when media.kind() == Block.Media.Kind.IMAGE ->
                "![image](data:" + media.mimeType().orElse("image/png") + ";base64," + inline.base64() + ")";
            case Source.Link link when media.kind() == Block.Media.Kind.IMAGE -> "![image](" + link.url() + ")";
            case Source.Link link -> "[" + kind + "](" + link.url() + ")";
            case Source.Inline _,Source.Stored _ ->
                "[The model answered with " + (media.kind() == Block.Media.Kind.IMAGE ? "an " : "a ") + kind
                        + ", which this API cannot carry.]";
        };
    }
}
