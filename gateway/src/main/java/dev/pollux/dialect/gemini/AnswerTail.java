package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.StopReason;
import dev.pollux.model.TokenLogprob;
import dev.pollux.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Gathers what stands beside the parts of an answer: reasons, sources, probabilities, usage; in a stream the last chunk.
 *
 * <p>Takes the events in their order. Not for use by several threads.
 */
final class AnswerTail implements Consumer<Event> {
    private final Map<Integer, Candidate> candidates = new TreeMap<>();
    private final ObjectNode top = Json.object();
    private final String askedModel;
    private String id = "";
    private String model = "";
    private Usage usage = Usage.UNKNOWN;

    /** @param askedModel stands for the one that answered, where that is not told */
    AnswerTail(String askedModel) {
        this.askedModel = askedModel;
    }

    /** What is known beside the parts of one candidate. */
    private static final class Candidate {
        private final ObjectNode fields = Json.object();
        private final List<TokenLogprob> logprobs = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final Sources sources = new Sources();
        private boolean hasParts;
        private StopReason stop = new StopReason(StopReason.Kind.OTHER, "");
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Start start -> {
                id = start.id();
                model = start.model();
            }
            case Event.Open open -> {
                Candidate candidate = candidate(open.candidate());
                candidate.hasParts = true;
                candidate.text.setLength(0);
                if (open.head() instanceof Block.Text text) {
                    text.citations().forEach(citation -> cite(candidate, open.block(), citation));
                }
            }
            case Event.Delta delta -> candidate(delta.candidate()).text.append(delta.text());
            case Event.Cite cite -> cite(candidate(cite.candidate()), cite.block(), cite.citation());
            case Event.Logprobs logprobs -> candidate(logprobs.candidate()).logprobs.addAll(logprobs.tokens());
            case Event.Tokens tokens -> usage = tokens.usage().after(usage);
            case Event.Finish finish -> candidate(finish.candidate()).stop = finish.reason();
            case Event.Opaque opaque -> fragment(opaque);
            case Event.Close _,Event.End _,Event.Failed _ -> {
            }
        }
    }

    /** Sets the fields that each chunk bears. */
    ObjectNode identify(ObjectNode answer) {
        answer.put("modelVersion", model.isEmpty() ? askedModel : model);
        if (!id.isEmpty()) {
            answer.put("responseId", id);
        }
        return answer;
    }

    /** The answer, or its last chunk, with the parts given for each candidate. */
    ObjectNode write(IntFunction<ArrayNode> parts) {
        ObjectNode answer = Json.object();
        ArrayNode written = Json.array();
        candidates.forEach((index, candidate) -> {
            if (!isBlocked(candidate)) {
                written.add(candidate(index, candidate, parts.apply(index)));
            }
        });
        if (!written.isEmpty()) {
            answer.set("candidates", written);
        }
        ObjectNode usageRest = top.get("usageMetadata") instanceof ObjectNode rest ? rest : Json.object();
        if (usage.isKnown() || !usageRest.isEmpty()) {
            answer.set("usageMetadata", Usages.write(usage, usageRest));
        }
        for (Map.Entry<String, JsonNode> field : top.properties()) {
            if (!answer.has(field.getKey())) {
                answer.set(field.getKey(), field.getValue());
            }
        }
        return identify(answer);
    }

    /** A prompt that was blocked has no candidates, only its feedback. */
    private boolean isBlocked(Candidate candidate) {
        return !candidate.hasParts && candidate.stop.kind() == StopReason.Kind.FILTERED
                && top.path("promptFeedback").has("blockReason");
    }

    private static ObjectNode candidate(int index, Candidate known, ArrayNode parts) {
        ObjectNode candidate = Json.object();
        candidate.putObject("content").set("parts", parts).put("role", "model");
        candidate.put("finishReason", Words.finishReason(known.stop)).put("index", index);
        known.stop.message().ifPresent(message -> candidate.put("finishMessage", message));
        if (!known.logprobs.isEmpty()) {
            candidate.set("logprobsResult", Logprobs.write(known.logprobs));
        }
        candidate.setAll(known.fields);
        if (!candidate.has("groundingMetadata") && !known.sources.isEmpty()) {
            candidate.set("groundingMetadata", known.sources.write());
        }
        return candidate;
    }

    private static void cite(Candidate candidate, int block, Citation citation) {
        candidate.sources.add(citation, candidate.text.toString(), block);
    }

    private void fragment(Event.Opaque opaque) {
        if (!opaque.origin().equals(Gemini.NAME)) {
            return;
        }
        if (!opaque.json().has("candidates")) {
            top.setAll(opaque.json());
            return;
        }
        for (JsonNode fragment : opaque.json().path("candidates")) {
            for (Map.Entry<String, JsonNode> field : fragment.properties()) {
                if (!field.getKey().equals("index")) {
                    candidate(fragment.path("index").asInt(0)).fields.set(field.getKey(), field.getValue());
                }
            }
        }
    }

    private Candidate candidate(int index) {
        return candidates.computeIfAbsent(index, _ -> new Candidate());
    }
}
