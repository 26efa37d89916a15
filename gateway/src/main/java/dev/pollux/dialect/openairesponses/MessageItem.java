package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.TokenLogprob;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** A message of the model: one part for each text, or refusal, that follows another. */
final class MessageItem extends OutputItem {
    private final ArrayNode content;
    private ObjectNode part = Json.object();
    private @Nullable Growing text;

    MessageItem(Sequence sequence, int index, Extras extras, String mintedId) {
        super(sequence, index, Json.object().put("type", "message").put("status", "in_progress").put("role",
                "assistant"), extras, mintedId);
        content = item().putArray("content");
    }

    @Override
    boolean takes(Block head) {
        return head instanceof Block.Text && !Places.is(head.marks().extras(), Places.ITEM);
    }

    @Override
    void open(Block head) {
        boolean refusal = head instanceof Block.Text block && block.refusal();
        part = Json.object().put("type", refusal ? "refusal" : "output_text");
        if (refusal) {
            part.put("refusal", "");
        } else {
            part.set("annotations", Json.array());
            part.set("logprobs", Json.array());
            part.put("text", "");
        }
        tell("response.content_part.added", data -> place(data).set("part", part));
        text = growing(refusal ? "response.refusal.delta" : "response.output_text.delta",
                "\"content_index\":" + content.size() + ",", !refusal);
    }

    @Override
    void delta(String piece) {
        if (text != null) {
            text.add(piece);
        }
    }

    @Override
    void cite(Citation citation) {
        if (part.get("annotations") instanceof ArrayNode annotations) {
            Annotations.write(citation, new Losses()).ifPresent(annotation -> {
                tell("response.output_text.annotation.added", data -> place(data)
                        .put("annotation_index", annotations.size()).set("annotation", annotation));
                annotations.add(annotation);
            });
        }
    }

    /** Probabilities come behind their text; those that come behind the part are told with the whole answer. */
    @Override
    void logprobs(List<TokenLogprob> tokens) {
        if (part.get("logprobs") instanceof ArrayNode logprobs) {
            ArrayNode more = Logprobs.write(tokens);
            logprobs.addAll(more);
            if (text != null) {
                tell("response.output_text.delta", data -> place(data).put("delta", "").set("logprobs", more));
            }
        }
    }

    @Override
    void close(Marks marks) {
        if (text == null) {
            return;
        }
        String whole = text.end();
        text = null;
        if (part.has("refusal")) {
            part.put("refusal", whole);
            tell("response.refusal.done", data -> place(data).put("refusal", whole));
        } else {
            part.put("text", whole);
            tell("response.output_text.done",
                    data -> place(data).put("text", whole).set("logprobs", part.path("logprobs")));
        }
        tell("response.content_part.done", data -> place(data).set("part", part));
        content.add(part);
    }

    private ObjectNode place(ObjectNode data) {
        return data.put("content_index", content.size());
    }
}
