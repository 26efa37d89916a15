package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Base64Text;
import dev.pollux.dialect.openai.DataUrl;
import dev.pollux.dialect.openaichat.BlockQueue.Piece;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads what comes for one candidate: deltas, or a whole message, which is one delta with everything in it. */
final class ChoiceReader {
    private static final Block TEXT = new Block.Text("");
    private static final Block REFUSAL = new Block.Text("", true, List.of(), Marks.NONE);
    private static final Block THINKING = new Block.Thinking("", Marks.NONE);

    private final int candidate;
    private final BlockQueue queue;
    private final CallReader calls;
    private @Nullable Piece detailed;
    private Details details = new Details();
    private int contentLength;
    private int textStart;
    private String speechId = "";
    private boolean finished;

    ChoiceReader(int candidate, Supplier<String> ids) {
        this.candidate = candidate;
        this.queue = new BlockQueue(candidate);
        this.calls = new CallReader(queue, ids);
    }

    boolean isFinished() {
        return finished;
    }

    boolean hasContent() {
        return !queue.isEmpty();
    }

    void read(JsonNode delta, Consumer<Event> out) {
        thinking(delta, out);
        content(delta.path("content"), out);
        if (delta.path("audio") instanceof ObjectNode piece) {
            speech(piece, out);
        }
        queue.text(REFUSAL, text(delta, "refusal"), out);
        delta.path("annotations").forEach(annotation -> Citations.read(annotation, textStart)
                .ifPresent(citation -> queue.cite(citation, out)));
        delta.path("images").forEach(part -> picture(part, out));
        if (delta.path("tool_calls") instanceof ArrayNode pieces) {
            calls.read(pieces, out);
        }
        if (delta.path("function_call") instanceof ObjectNode piece) {
            ObjectNode call = Json.object().put("index", 0);
            call.set("function", piece);
            calls.read(Json.array().add(call), out);
        }
    }

    void finish(String word, Consumer<Event> out) {
        finished = true;
        queue.finish(out);
        out.accept(new Event.Finish(candidate, Words.stop(word, calls.any())));
    }

    /** Of the fields that hold the same thoughts only the first with text counts. */
    private void thinking(JsonNode delta, Consumer<Event> out) {
        String text = text(delta, "reasoning_content");
        if (text.isEmpty()) {
            text = text(delta, "reasoning");
        }
        JsonNode pieces = delta.path(Details.FIELD);
        if (!pieces.isEmpty()) {
            if (text.isEmpty()) {
                var told = new StringBuilder();
                pieces.forEach(detail -> told.append(text(detail, "text")).append(text(detail, "summary")));
                text = told.toString();
            }
            details(queue.growing(THINKING, out)).add(pieces);
        }
        queue.text(THINKING, text, out);
    }

    private Details details(Piece thought) {
        if (thought != detailed) {
            detailed = thought;
            details = new Details();
            thought.sealWith(details::seal);
        }
        return details;
    }

    private void content(JsonNode content, Consumer<Event> out) {
        if (content.isString()) {
            said(content.stringValue(), out);
            return;
        }
        if (!(content instanceof ArrayNode parts)) {
            return;
        }
        for (JsonNode part : parts) {
            switch (text(part, "type")) {
                case "text" -> said(text(part, "text"), out);
                case "refusal" -> queue.text(REFUSAL, text(part, "refusal"), out);
                case "thinking" -> part.path("thinking")
                        .forEach(thought -> queue.text(THINKING, text(thought, "text"), out));
                case "image_url" -> picture(part, out);
                default -> {
                    // references and whatever else may come: nothing that a reader of the answer would miss
                }
            }
        }
    }

    private void said(String text, Consumer<Event> out) {
        if (queue.text(TEXT, text, out)) {
            textStart = contentLength;
        }
        contentLength += text.length();
    }

    /** The id comes with the first piece of a stream alone. */
    private void speech(ObjectNode piece, Consumer<Event> out) {
        speechId = piece.path("id").isString() ? text(piece, "id") : speechId;
        queue.text(new Block.Text("", false, List.of(), Speech.marks(speechId)), text(piece, "transcript"), out);
        Base64Text.standard(text(piece, "data")).filter(data -> !data.isEmpty())
                .ifPresent(data -> queue.begin(Speech.piece(data, speechId), out));
    }

    private void picture(JsonNode part, Consumer<Event> out) {
        JsonNode place = part.path("image_url");
        String url = place.isString() ? place.stringValue() : text(place, "url");
        if (url.isEmpty()) {
            return;
        }
        Optional<DataUrl> data = DataUrl.read(url).flatMap(DataUrl::sound);
        Block.Source source = data.<Block.Source>map(inline -> new Block.Source.Inline(inline.base64()))
                .orElseGet(() -> new Block.Source.Link(url));
        Piece _ = queue.begin(new Block.Media(Block.Media.Kind.IMAGE, source, data.flatMap(DataUrl::mimeType),
                Optional.empty(), Optional.empty(), Marks.NONE), out);
    }

    static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isString() ? value.stringValue() : "";
    }
}
