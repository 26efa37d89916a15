package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the model thought: parts of a summary, or its own words, and the seal that must come back with them. */
final class ReasoningItem extends OutputItem {
    private final ArrayNode summary;
    private ArrayNode parts;
    private boolean own;
    private @Nullable Growing text;

    ReasoningItem(Sequence sequence, int index, Extras extras, String mintedId) {
        super(sequence, index, Json.object().put("type", "reasoning"), extras, mintedId);
        summary = item().putArray("summary");
        parts = summary;
    }

    @Override
    boolean takes(Block head) {
        return head instanceof Block.Thinking && Places.goesOn(head.marks().extras());
    }

    @Override
    void open(Block head) {
        own = head instanceof Block.Thinking thinking && Reasoning.isContent(thinking);
        parts = !own ? summary : item().get("content") instanceof ArrayNode open ? open : item().putArray("content");
        text = null;
    }

    /** A thought without text, which is only sealed, is no part. */
    @Override
    void delta(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (text == null) {
            tell(own ? "response.content_part.added" : "response.reasoning_summary_part.added",
                    data -> place(data).set("part", part("")));
            text = growing(own ? "response.reasoning_text.delta" : "response.reasoning_summary_text.delta",
                    (own ? "\"content_index\":" : "\"summary_index\":") + parts.size() + ",", false);
        }
        text.add(piece);
    }

    @Override
    void close(Marks marks) {
        marks.seal().ifPresent(seal -> item().put("encrypted_content", Reasoning.sealed(seal)));
        if (text == null) {
            return;
        }
        String whole = text.end();
        text = null;
        tell(own ? "response.reasoning_text.done" : "response.reasoning_summary_text.done",
                data -> place(data).put("text", whole));
        tell(own ? "response.content_part.done" : "response.reasoning_summary_part.done",
                data -> place(data).set("part", part(whole)));
        parts.add(part(whole));
    }

    private ObjectNode place(ObjectNode data) {
        return data.put(own ? "content_index" : "summary_index", parts.size());
    }

    private ObjectNode part(String whole) {
        return Json.object().put("type", own ? "reasoning_text" : "summary_text").put("text", whole);
    }
}
