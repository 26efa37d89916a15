package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Fold;
import dev.pollux.model.Response;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads the chunks of one stream, with all that services have made of them. */
final class EventReader implements StreamReader {
    private static final String DONE = "[DONE]";

    private final Supplier<String> ids;
    private final Map<Integer, ChoiceReader> choices = new TreeMap<>();
    private boolean started;
    private boolean over;

    EventReader(Supplier<String> ids) {
        this.ids = ids;
    }

    /** Reads a whole answer: a stream of one chunk, so that both mean the same. */
    static Response whole(ObjectNode body, Supplier<String> ids) {
        var reader = new EventReader(ids);
        var fold = new Fold();
        reader.chunk(body, fold);
        if (!reader.over && !(body.get("choices") instanceof ArrayNode)) {
            throw new JsonException(JsonException.Reason.MISSING, "choices", "The answer has no choices.");
        }
        reader.done(fold);
        return fold.response();
    }

    @Override
    public void read(Frame frame, Consumer<Event> out) {
        if (over || isBlank(frame.data())) {
            return;
        }
        if (startsWithDone(frame.data())) {
            done(out);
        } else {
            chunk(Json.object(frame.data()), out);
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        if (over) {
            return;
        }
        if (!choices.isEmpty() && choices.values().stream().allMatch(ChoiceReader::isFinished)) {
            over = true;
            out.accept(new Event.End());
        } else {
            fail(Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off before its end."), out);
        }
    }

    /** The vendor says that this was all; some leave out the word why. */
    private void done(Consumer<Event> out) {
        if (over) {
            return;
        }
        if (choices.isEmpty()) {
            fail(Failure.of(Failure.Kind.UPSTREAM_GARBAGE, "The upstream's answer is empty."), out);
            return;
        }
        choices.values().stream().filter(choice -> !choice.isFinished()).forEach(choice -> choice.finish("", out));
        over = true;
        out.accept(new Event.End());
    }

    /** The failure that a vendor tells in the place of an answer, with status 200. */
    private static Optional<Failure> inAnswer(ObjectNode body) {
        JsonNode error = body.path("error");
        boolean told = error.isObject() ? !error.isEmpty() : error.isString() && !error.stringValue().isEmpty();
        boolean bare = !body.has("choices") && !body.has("usage")
                && (body.path("message").isString() || body.has("detail"));
        boolean base = body.path("base_resp").path("status_code").asInt(0) != 0;
        return told || bare || base ? Optional.of(ErrorObjects.inAnswer(Words.DIALECT, body)) : Optional.empty();
    }

    private void chunk(ObjectNode chunk, Consumer<Event> out) {
        Optional<Failure> failure = inAnswer(chunk);
        if (failure.isPresent()) {
            fail(failure.get(), out);
            return;
        }
        JsonNode list = chunk.path("choices");
        String id = ChoiceReader.text(chunk, "id");
        // the first chunk of Azure is about the prompt, without an id
        if (!started && (!id.isEmpty() || !list.isEmpty())) {
            started = true;
            out.accept(new Event.Start(id, ChoiceReader.text(chunk, "model")));
        }
        for (int i = 0; i < list.size() && !over; i++) {
            choice(list.path(i), i, out);
        }
        if (!over) {
            usage(chunk, out);
        }
    }

    private void choice(JsonNode choice, int place, Consumer<Event> out) {
        int index = Event.candidate(choice.path("index").asInt(place));
        ChoiceReader reader = choices.computeIfAbsent(index, number -> new ChoiceReader(number, ids));
        if (reader.isFinished()) {
            return;
        }
        if (choice.path("delta").isObject()) {
            reader.read(choice.path("delta"), out);
        } else if (!reader.hasContent()) {
            // a whole message; at the end of a stream (MiniMax) it repeats what has been said
            reader.read(choice.path("message"), out);
        }
        if (choice.path("logprobs").isObject()) {
            var tokens = Logprobs.read(choice.path("logprobs"));
            if (!tokens.isEmpty()) {
                out.accept(new Event.Logprobs(index, tokens));
            }
        }
        String word = ChoiceReader.text(choice, "finish_reason");
        if (Words.isBreakdown(word)) {
            fail(Failure.of(Failure.Kind.UPSTREAM_ERROR, "The upstream broke off its answer: " + word + ".")
                    .withCode(word), out);
        } else if (!word.isEmpty()) {
            reader.finish(word, out);
        }
    }

    /** Where services tell the tokens: beside the choices, in the first of them, or in a corner of their own. */
    private static void usage(ObjectNode chunk, Consumer<Event> out) {
        JsonNode[] places = {chunk.path("usage"), chunk.path("choices").path(0).path("usage"),
                chunk.path("x_groq").path("usage")};
        for (JsonNode place : places) {
            Usage usage = Counts.read(place);
            if (usage.isKnown()) {
                out.accept(new Event.Tokens(usage));
                return;
            }
        }
    }

    private void fail(Failure failure, Consumer<Event> out) {
        over = true;
        out.accept(new Event.Failed(failure));
    }

    private static boolean startsWithDone(byte[] data) {
        for (int i = 0; i < DONE.length(); i++) {
            if (i >= data.length || data[i] != DONE.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] data) {
        for (byte b : data) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
