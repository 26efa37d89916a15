package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.TokenLogprob;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the events of one stream.
 *
 * <p>Blocks must not overlap, items may: while one is open, the events of the others wait. An answer is complete with
 * {@code response.completed} or {@code response.incomplete}; events that nobody knows are nothing.
 */
final class EventReader implements StreamReader {
    private final TreeMap<Integer, List<ObjectNode>> waiting = new TreeMap<>();
    private final List<Block> heads = new ArrayList<>();
    private boolean started;
    private boolean over;
    private boolean logprobs;
    private int openIndex = -1;
    private @Nullable ItemReading open;

    @Override
    public void read(Frame frame, Consumer<Event> out) {
        if (over || frame.data().length == 0 || frame.is("[DONE]")) {
            return;
        }
        ObjectNode node = Json.object(frame.data());
        String type = node.path("type").asString(frame.event());
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> start(node, out);
            case "response.completed", "response.incomplete" -> complete(node, out);
            case "response.failed", "error" -> fail(node, out);
            case "" -> {
                if (node.get("error") instanceof ObjectNode) {
                    fail(node, out);
                }
            }
            default -> {
                if (isOfItem(type)) {
                    ofItem(type, node, out);
                }
            }
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        if (!over) {
            over = true;
            out.accept(new Event.Failed(Failure.of(Failure.Kind.UPSTREAM_CUT,
                    "The upstream's answer broke off before its end.")));
        }
    }

    private void start(ObjectNode node, Consumer<Event> out) {
        if (!started) {
            started = true;
            JsonNode response = node.path("response");
            out.accept(new Event.Start(response.path("id").asString(""), response.path("model").asString("")));
        }
    }

    private static boolean isOfItem(String type) {
        return type.startsWith("response.output_item.") || ItemReading.knows(type);
    }

    private void ofItem(String type, ObjectNode node, Consumer<Event> out) {
        start(node, out);
        JsonNode told = node.get("output_index");
        int index = told != null && told.isInt() ? told.intValue() : Math.max(openIndex, 0);
        if (open != null && index != openIndex) {
            waiting.computeIfAbsent(index, _ -> new ArrayList<>()).add(node);
            return;
        }
        switch (type) {
            case "response.output_item.added" -> begin(index, item(node), out);
            case "response.output_item.done" -> {
                ObjectNode item = item(node);
                if (open == null) {
                    begin(index, item, out);
                }
                finish(item, out);
                replay(out);
            }
            default -> {
                if (open != null) {
                    open.read(type, node, out);
                }
            }
        }
    }

    private static ObjectNode item(ObjectNode event) {
        return Fields.of(event).tree("item").orElseThrow(() -> Fields.of(event).missing("item"));
    }

    private void begin(int index, ObjectNode item, Consumer<Event> out) {
        if (open != null) {
            finish(Json.object(), out);
        }
        openIndex = index;
        open = new ItemReading(heads);
        open.begin(item, out);
    }

    private void finish(ObjectNode item, Consumer<Event> out) {
        if (open != null) {
            logprobs |= open.finish(item, out);
            open = null;
        }
    }

    /** Reads what waited for the item that has just ended. */
    private void replay(Consumer<Event> out) {
        while (open == null && !waiting.isEmpty()) {
            for (ObjectNode node : waiting.pollFirstEntry().getValue()) {
                ofItem(node.path("type").asString(""), node, out);
            }
        }
    }

    private void complete(ObjectNode node, Consumer<Event> out) {
        start(node, out);
        ObjectNode response = Fields.of(node).tree("response").orElseGet(Json::object);
        finish(Json.object(), out);
        replay(out);
        finish(Json.object(), out);
        boolean itemsTold = !heads.isEmpty();
        for (ObjectNode item : AnswerReader.items(response)) {
            if (!itemsTold) {
                begin(0, item, out);
                finish(item, out);
            } else if (!logprobs) {
                tell(OutputReader.logprobs(item, "output[]"), out);
            }
        }
        AnswerReader.extras(response).ifPresent(out);
        if (!response.has("status") && node.path("type").asString("").endsWith("incomplete")) {
            response.put("status", "incomplete");
        }
        out.accept(new Event.Finish(0, AnswerReader.stop(response, heads)));
        Usage usage = AnswerReader.usage(response);
        if (usage.isKnown()) {
            out.accept(new Event.Tokens(usage));
        }
        over = true;
        out.accept(new Event.End());
    }

    private static void tell(List<TokenLogprob> tokens, Consumer<Event> out) {
        if (!tokens.isEmpty()) {
            out.accept(new Event.Logprobs(0, tokens));
        }
    }

    private void fail(ObjectNode node, Consumer<Event> out) {
        over = true;
        ObjectNode error = node.path("response").get("error") instanceof ObjectNode inResponse
                ? inResponse
                : node.get("error") instanceof ObjectNode nested ? nested : node;
        out.accept(new Event.Failed(ErrorObjects.inAnswer(Words.DIALECT, error)));
    }
}
