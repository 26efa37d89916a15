package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.sse.Frame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** A block of a stream to a client between its start and its stop. */
final class WrittenBlock {
    private static final byte[] DELTA_END = {'}', '}'};

    private final Block head;
    /** The free text of a custom tool: it becomes JSON when it is whole. */
    private final StringBuilder freeText = new StringBuilder();
    private int index = -1;
    /** A delta up to its text, which alone changes from one to the next. */
    private byte[] deltaStart = {};

    WrittenBlock(Block head) {
        this.head = head;
    }

    boolean isCall() {
        return head instanceof Block.ToolCall;
    }

    boolean isThinking() {
        return head instanceof Block.Thinking;
    }

    boolean hasBegun() {
        return index >= 0;
    }

    /** Whether there is something to write before the first piece. */
    boolean isFull() {
        return switch (head) {
            case Block.ToolCall _,Block.Media _ -> true;
            case Block.Opaque opaque -> opaque.origin().equals(NAME);
            case Block.Thinking thinking -> AnswerBlocks.isRedacted(thinking);
            case Block.Text _,Block.ToolResult _ -> false;
        };
    }

    void begin(int number, Consumer<Frame> out) {
        index = number;
        switch (head) {
            case Block.Text _,Block.Media _ -> {
                start(Json.object().put("type", "text").put("text", ""), "text_delta", "text", out);
                if (head instanceof Block.Media media) {
                    grow(AnswerBlocks.inWords(media), out);
                }
            }
            case Block.Thinking thinking when AnswerBlocks.isRedacted(thinking) ->
                AnswerBlocks.write(thinking).ifPresent(node -> start(node, "", "", out));
            case Block.Thinking _ ->
                start(Json.object().put("type", "thinking").put("thinking", "").put("signature", ""),
                        "thinking_delta", "thinking", out);
            case Block.ToolCall call -> AnswerBlocks.write(call).ifPresent(node -> call(node, out));
            case Block.Opaque opaque -> opaque(opaque.json(), out);
            case Block.ToolResult _ -> {
                // not a part of an answer
            }
        }
    }

    private void call(ObjectNode node, Consumer<Frame> out) {
        node.putObject("input");
        start(node, "input_json_delta", "partial_json", out);
        delta("", out);
    }

    /** A block of Anthropic's own; its arguments travel in a delta as those of any call. */
    private void opaque(ObjectNode json, Consumer<Frame> out) {
        if (!(json.get("input") instanceof ObjectNode input)) {
            start(json, "", "", out);
            return;
        }
        call(json.deepCopy(), out);
        delta(Json.text(input), out);
    }

    /** @param delta the type of the pieces, {@code field} where they have their text; empty if there are none */
    private void start(ObjectNode block, String delta, String field, Consumer<Frame> out) {
        ObjectNode event = Json.object().put("type", "content_block_start").put("index", index);
        event.set("content_block", block);
        head.marks().extras().writeTo(block, NAME, new Losses());
        out.accept(Frame.of("content_block_start", Json.bytes(event)));
        deltaStart = ("{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{\"type\":\"" + delta
                + "\",\""
                + field + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    void grow(String piece, Consumer<Frame> out) {
        if (head instanceof Block.ToolCall call && call.custom()) {
            freeText.append(piece);
        } else {
            delta(piece, out);
        }
    }

    private void delta(String piece, Consumer<Frame> out) {
        byte[] text = Json.bytes(JsonNodeFactory.instance.stringNode(piece));
        byte[] data = Arrays.copyOf(deltaStart, deltaStart.length + text.length + DELTA_END.length);
        System.arraycopy(text, 0, data, deltaStart.length, text.length);
        System.arraycopy(DELTA_END, 0, data, deltaStart.length + text.length, DELTA_END.length);
        out.accept(Frame.of("content_block_delta", data));
    }

    void cite(Citation citation, Consumer<Frame> out) {
        extraDelta("citations_delta", "citation", Citations.write(citation, ""), out);
    }

    void end(Marks marks, Consumer<Frame> out) {
        if (!freeText.isEmpty()) {
            delta(Json.text(Arguments.object(freeText.toString(), true)), out);
        }
        String signature = head instanceof Block.Thinking thinking && !AnswerBlocks.isRedacted(thinking)
                ? Signatures.write(marks.seal())
                : "";
        if (!signature.isEmpty()) {
            extraDelta("signature_delta", "signature", JsonNodeFactory.instance.stringNode(signature), out);
        }
        ObjectNode event = Json.object().put("type", "content_block_stop").put("index", index);
        out.accept(Frame.of("content_block_stop", Json.bytes(event)));
    }

    private void extraDelta(String type, String field, JsonNode value, Consumer<Frame> out) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
        event.putObject("delta").put("type", type).set(field, value);
        out.accept(Frame.of("content_block_delta", Json.bytes(event)));
    }
}
