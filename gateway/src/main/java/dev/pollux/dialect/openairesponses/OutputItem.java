package dev.pollux.dialect.openairesponses;

import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.TokenLogprob;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** An item of an answer while it is written: its own object, and the events that tell how it grows. */
abstract sealed class OutputItem permits MessageItem, ReasoningItem, CallItem, WholeItem {
    private final Sequence sequence;
    private final int index;
    private final ObjectNode item;
    private final String id;

    /**
     * @param index of the item in the output
     * @param item as it begins, with its type
     * @param mintedId the id it gets, unless its vendor gave it one
     */
    OutputItem(Sequence sequence, int index, ObjectNode item, Extras extras, String mintedId) {
        this.sequence = sequence;
        this.index = index;
        this.item = item;
        if (extras.isOf(Words.DIALECT)) {
            extras.writeTo(item, Words.DIALECT, new Losses());
        }
        if (!item.has("id")) {
            item.put("id", mintedId);
        }
        this.id = item.get("id").asString(mintedId);
    }

    ObjectNode item() {
        return item;
    }

    /** The item is told for the first time. */
    void begin() {
        sequence.add("response.output_item.added", data -> data.put("output_index", index).set("item", item));
    }

    /** Whether a block that begins belongs to this item. */
    abstract boolean takes(Block head);

    abstract void open(Block head);

    abstract void delta(String text);

    abstract void close(Marks marks);

    void cite(Citation citation) {
        // only texts have sources
    }

    void logprobs(List<TokenLogprob> tokens) {
        // only texts have probabilities
    }

    /** The item is told for the last time. */
    void end(boolean complete) {
        settle(complete);
        sequence.add("response.output_item.done", data -> data.put("output_index", index).set("item", item));
    }

    void settle(boolean complete) {
        if (item.has("status")) {
            item.put("status", complete ? "completed" : "incomplete");
        }
    }

    /** An event of this item. */
    final void tell(String type, Teller fields) {
        sequence.add(type, data -> fields.to(data.put("item_id", id).put("output_index", index)));
    }

    final Growing growing(String type, String place, boolean logprobs) {
        return new Growing(sequence.pieces(type, id, index, place, logprobs));
    }

    /** Adds fields to an event. */
    interface Teller {
        void to(ObjectNode data);
    }
}
