package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.TokenLogprob;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One item of a stream while it comes in.
 *
 * <p>Its blocks are told as they grow; the whole item at the end completes what no event told.
 */
final class ItemReading {
    private static final Set<String> KNOWN = Set.of("response.content_part.added", "response.output_text.delta",
            "response.output_text.done", "response.output_text.annotation.added", "response.refusal.delta",
            "response.refusal.done", "response.function_call_arguments.delta", "response.function_call_arguments.done",
            "response.custom_tool_call_input.delta", "response.custom_tool_call_input.done",
            "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
            "response.reasoning_summary_text.done", "response.reasoning_text.delta", "response.reasoning_text.done");

    private final List<Block> heads;
    private final int first;
    private ObjectNode added = Json.object();
    private @Nullable Block head;
    private int told;
    private int cited;
    private boolean logprobs;

    /** @param heads of all blocks of the answer so far; this item adds its own */
    ItemReading(List<Block> heads) {
        this.heads = heads;
        this.first = heads.size();
    }

    /** Whether an event of this type grows an item. */
    static boolean knows(String type) {
        return KNOWN.contains(type);
    }

    void begin(ObjectNode item, Consumer<Event> out) {
        added = item;
        String type = item.path("type").asString("");
        if (type.equals("function_call") || type.equals("custom_tool_call")) {
            Block.ToolCall call = OutputReader.call(Fields.of(item, "item"), type.equals("custom_tool_call"));
            open(new Block.ToolCall(call.id(), call.name(), "", call.custom(), call.marks()), out);
            delta(call.arguments(), out);
        }
    }

    void read(String type, ObjectNode node, Consumer<Event> out) {
        switch (type) {
            case "response.output_text.delta" -> {
                text(false, out);
                delta(text(node, "delta"), out);
                logprobs(node, out);
            }
            case "response.refusal.delta" -> {
                text(true, out);
                delta(text(node, "delta"), out);
            }
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                delta(text(node, "delta"), out);
            case "response.reasoning_summary_text.delta" -> {
                thought(Places.SUMMARY, out);
                delta(text(node, "delta"), out);
            }
            case "response.reasoning_text.delta" -> {
                thought(Places.CONTENT, out);
                delta(text(node, "delta"), out);
            }
            case "response.content_part.added" -> part(node, out);
            case "response.reasoning_summary_part.added" -> {
                close(out);
                thought(Places.SUMMARY, out);
            }
            case "response.output_text.annotation.added" -> {
                text(false, out);
                Fields.of(node).object("annotation").map(Annotations::read).ifPresent(found -> cite(found, out));
            }
            case "response.refusal.done" -> complete(text(node, "refusal"), out);
            case "response.function_call_arguments.done" -> complete(text(node, "arguments"), out);
            case "response.custom_tool_call_input.done" -> complete(text(node, "input"), out);
            default -> complete(text(node, "text"), out);
        }
    }

    /**
     * The item has ended.
     *
     * @param item as it is whole, empty if nobody told it
     * @return whether it had probabilities of tokens
     */
    boolean finish(ObjectNode item, Consumer<Event> out) {
        List<Block> whole = item.has("type") ? OutputReader.blocks(item, "item") : List.of();
        int begun = heads.size() - first;
        for (int i = Math.max(begun - 1, 0); i < whole.size(); i++) {
            Block block = whole.get(i);
            if (i >= begun) {
                close(out);
                open(empty(block), out);
            }
            if (head != null) {
                rest(block, out);
                close(block.marks(), out);
            }
        }
        close(out);
        if (!logprobs && item.has("content")) {
            tell(OutputReader.logprobs(item, "item"), out);
        }
        return logprobs;
    }

    private static Block empty(Block block) {
        return switch (block) {
            case Block.Text text -> new Block.Text("", text.refusal(), List.of(), text.marks());
            case Block.Thinking thinking -> new Block.Thinking("", thinking.marks());
            case Block.ToolCall call ->
                new Block.ToolCall(call.id(), call.name(), "", call.custom(), call.marks());
            case Block.Media _,Block.ToolResult _,Block.Opaque _ -> block;
        };
    }

    private void rest(Block whole, Consumer<Event> out) {
        switch (whole) {
            case Block.Text text -> {
                complete(text.text(), out);
                for (int i = cited; i < text.citations().size(); i++) {
                    cite(text.citations().get(i), out);
                }
            }
            case Block.Thinking thinking -> complete(thinking.text(), out);
            case Block.ToolCall call -> complete(call.arguments(), out);
            case Block.Media _,Block.ToolResult _,Block.Opaque _ -> {
                // came whole
            }
        }
    }

    private void part(ObjectNode node, Consumer<Event> out) {
        close(out);
        JsonNode part = node.path("part");
        switch (part.path("type").asString("")) {
            case "reasoning_text" -> thought(Places.CONTENT, out);
            case "refusal" -> text(true, out);
            default -> text(false, out);
        }
    }

    private void text(boolean refusal, Consumer<Event> out) {
        if (head == null) {
            Extras extras = heads.size() == first
                    ? OutputReader.messageExtras(Fields.of(added, "item"))
                    : Places.at(Places.PART, Json.object());
            open(new Block.Text("", refusal, List.of(), Marks.of(extras)), out);
        }
    }

    private void thought(String place, Consumer<Event> out) {
        if (head == null) {
            boolean begins = heads.size() == first;
            Fields item = Fields.of(added, "item");
            List.of("type", "status", "summary", "content", "encrypted_content").forEach(item::skip);
            Extras extras = Places.at(Reasoning.place(begins, place), begins ? item.rest() : Json.object());
            open(new Block.Thinking("", Marks.of(extras)), out);
        }
    }

    private void open(Block block, Consumer<Event> out) {
        out.accept(new Event.Open(0, heads.size(), block));
        heads.add(block);
        head = block;
        told = 0;
        cited = 0;
    }

    private void delta(String text, Consumer<Event> out) {
        if (head != null && !text.isEmpty()) {
            told += text.length();
            out.accept(new Event.Delta(0, heads.size() - 1, text));
        }
    }

    /** Tells what is missing of a text that is whole now. */
    private void complete(String whole, Consumer<Event> out) {
        if (whole.length() > told) {
            delta(whole.substring(told), out);
        }
    }

    private void cite(Citation citation, Consumer<Event> out) {
        cited++;
        out.accept(new Event.Cite(0, heads.size() - 1, citation));
    }

    private void logprobs(ObjectNode node, Consumer<Event> out) {
        JsonNode tokens = node.get("logprobs");
        if (tokens != null && !tokens.isEmpty()) {
            tell(Logprobs.read(Fields.of(node)), out);
        }
    }

    private void tell(List<TokenLogprob> tokens, Consumer<Event> out) {
        if (!tokens.isEmpty()) {
            logprobs = true;
            out.accept(new Event.Logprobs(0, tokens));
        }
    }

    private void close(Consumer<Event> out) {
        if (head != null) {
            close(head.marks(), out);
        }
    }

    private void close(Marks marks, Consumer<Event> out) {
        out.accept(new Event.Close(0, heads.size() - 1, marks));
        head = null;
    }

    /** A text of an event, without the price of reading all of it: most events are a piece of text. */
    private static String text(ObjectNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.stringValue() : Fields.of(node).text(name).orElse("");
    }
}
