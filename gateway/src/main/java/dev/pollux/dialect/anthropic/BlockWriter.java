package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Seal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** Writes the blocks of a conversation for a vendor. */
final class BlockWriter {
    private final Losses losses;
    private final MediaWriter media;

    BlockWriter(Losses losses) {
        this.losses = losses;
        this.media = new MediaWriter(losses);
    }

    /** The block, or nothing where it has no place in a turn of that role. */
    Optional<ObjectNode> write(Block block, Message.Role role) {
        return switch (block) {
            case Block.Text text -> text.text().isBlank() ? Optional.empty() : Optional.of(text(text));
            case Block.Thinking thinking -> thinking(thinking);
            case Block.Media picture when role == Message.Role.USER -> media.write(picture);
            case Block.Media misplaced -> {
                losses.add(misplaced.kind());
                yield Optional.empty();
            }
            case Block.ToolCall call -> Optional.of(call(call));
            case Block.ToolResult result -> Optional.of(result(result));
            case Block.Opaque opaque when opaque.origin().equals(NAME) -> Optional.of(opaque.json());
            case Block.Opaque foreign -> {
                losses.add(foreign.kind());
                yield Optional.empty();
            }
        };
    }

    ObjectNode text(Block.Text text) {
        ObjectNode node = Json.object().put("type", "text").put("text", text.text());
        losses.addIf(text.refusal(), "refusal");
        Citations.write(text.citations(), node, losses);
        Caching.write(node, text.marks(), losses);
        return node;
    }

    /** Only what Anthropic signed: it refuses the reasoning of others, and unsigned reasoning too. */
    private Optional<ObjectNode> thinking(Block.Thinking thinking) {
        Marks marks = thinking.marks();
        Optional<Seal> seal = marks.seal().filter(own -> own.isOf(NAME));
        return seal.map(signature -> {
            ObjectNode node = marks.extras().note(NAME, BlockReader.NOTE_REDACTED).isPresent()
                    ? Json.object().put("type", "redacted_thinking").put("data", signature.value())
                    : Json.object().put("type", "thinking").put("thinking", thinking.text())
                            .put("signature", signature.value());
            Caching.write(node, marks, losses);
            return node;
        });
    }

    private ObjectNode call(Block.ToolCall call) {
        ObjectNode node = Json.object().put("type", "tool_use").put("id", ToolIds.write(call.id()))
                .put("name", call.name());
        node.set("input", Arguments.object(call.arguments(), call.custom()));
        Caching.write(node, call.marks(), losses);
        return node;
    }

    private ObjectNode result(Block.ToolResult result) {
        ObjectNode node = Json.object().put("type", "tool_result").put("tool_use_id", ToolIds.write(result.callId()));
        content(result.content()).ifPresent(content -> node.set("content", content));
        if (result.error()) {
            node.put("is_error", true);
        }
        Caching.write(node, result.marks(), losses);
        return node;
    }

    /** What a tool gave; a tool may give an empty text, which nobody may say in a turn. */
    private Optional<JsonNode> content(List<Block> blocks) {
        ArrayNode content = Json.array();
        for (Block block : blocks) {
            write(block, Message.Role.USER).ifPresent(content::add);
        }
        if (content.isEmpty()) {
            return blocks.isEmpty() ? Optional.empty() : Optional.of(JsonNodeFactory.instance.stringNode(""));
        }
        return Optional.of(shortest(content));
    }

    /** The short form of a content that is one plain text. */
    static JsonNode shortest(ArrayNode content) {
        boolean plain = content.size() == 1 && content.get(0).size() == 2 && content.get(0).has("text");
        return plain ? content.get(0).get("text") : content;
    }
}
