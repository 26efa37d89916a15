package dev.pollux.dialect.gemini;

import dev.pollux.dialect.StreamReader;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.StopReason;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the chunks of an answer as events.
 *
 * <p>There is no mark of the end: an answer is complete when each candidate seen has told its finish reason, or when the
 * prompt was blocked. More may follow the reason (sources, usage), so the end is given when the bytes end.
 */
final class EventReader implements StreamReader {
    private static final Set<String> READ = Set.of("candidates", "usageMetadata", "modelVersion", "responseId");

    private final CallIds ids;
    private final Map<Integer, CandidateReader> candidates = new TreeMap<>();
    private final ObjectNode rest = Json.object();
    private ObjectNode usageRest = Json.object();
    private Usage usage = Usage.UNKNOWN;
    private @Nullable String blocked;
    private boolean started;
    private boolean done;

    EventReader(CallIds ids) {
        this.ids = ids;
    }

    @Override
    public void read(Frame frame, Consumer<Event> out) {
        if (!done) {
            read(Json.tree(frame.data()), out);
        }
    }

    void read(JsonNode tree, Consumer<Event> out) {
        // an error may stand alone in an array
        JsonNode only = tree.isArray() && tree.size() == 1 ? tree.get(0) : tree;
        if (!(only instanceof ObjectNode chunk)) {
            throw new JsonException(JsonException.Reason.ILL_TYPED, "", "A chunk of the answer is no JSON object.");
        }
        if (chunk.has("error")) {
            fail(Failures.read(chunk), out);
            return;
        }
        if (!started) {
            started = true;
            out.accept(new Event.Start(chunk.path("responseId").asString(""), chunk.path("modelVersion").asString("")));
        }
        usage(chunk.path("usageMetadata"), out);
        for (JsonNode candidate : chunk.path("candidates")) {
            int index = Event.candidate(candidate.path("index").asInt(0));
            candidates.computeIfAbsent(index, i -> new CandidateReader(i, ids)).read(candidate, out);
        }
        JsonNode reason = chunk.path("promptFeedback").path("blockReason");
        if (reason.isString()) {
            blocked = reason.stringValue();
        }
        for (Map.Entry<String, JsonNode> field : chunk.properties()) {
            if (!READ.contains(field.getKey())) {
                rest.set(field.getKey(), field.getValue());
            }
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        if (done) {
            return;
        }
        if (candidates.isEmpty() && blocked == null) {
            fail(Failure.of(Failure.Kind.UPSTREAM_GARBAGE, "The upstream gave an empty answer."), out);
        } else if (allFinished()) {
            complete(out);
        } else {
            fail(Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off before its end."), out);
        }
    }

    private boolean allFinished() {
        for (CandidateReader candidate : candidates.values()) {
            if (!candidate.isFinished()) {
                return false;
            }
        }
        return true;
    }

    /** The end of an answer that came whole: a reason that is not told is the unspecified one. */
    void endWhole(Consumer<Event> out) {
        candidates.values().forEach(CandidateReader::finishUnsaid);
        end(out);
    }

    private void complete(Consumer<Event> out) {
        candidates.values().forEach(candidate -> candidate.close(out));
        if (!usageRest.isEmpty()) {
            rest.set("usageMetadata", usageRest);
        }
        if (!rest.isEmpty()) {
            out.accept(new Event.Opaque(Gemini.NAME, rest));
        }
        candidates.values().forEach(candidate -> candidate.finish(out));
        if (candidates.isEmpty() && blocked != null) {
            out.accept(new Event.Finish(0, new StopReason(StopReason.Kind.FILTERED, blocked)));
        }
        done = true;
        out.accept(new Event.End());
    }

    private void usage(JsonNode metadata, Consumer<Event> out) {
        if (!metadata.isObject()) {
            return;
        }
        Usage now = Usages.read(metadata);
        usageRest = Usages.rest(metadata);
        if (!now.equals(usage)) {
            usage = now;
            out.accept(new Event.Tokens(now));
        }
    }

    private void fail(Failure failure, Consumer<Event> out) {
        done = true;
        out.accept(new Event.Failed(failure));
    }

    /** The events of an answer that came whole. */
    static void whole(ObjectNode body, CallIds ids, Consumer<Event> out) {
        var reader = new EventReader(ids);
        reader.read(body, out);
        reader.endWhole(out);
    }
}
