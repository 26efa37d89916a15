package dev.pollux.dialect;

import dev.pollux.model.Block;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import dev.pollux.model.Seal;
import dev.pollux.model.TokenLogprob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What an answer says, by the names that the table of answers in {@code docs/dialects.md} has. */
final class AnswerFacets {
    private static final Set<String> IN_WORDS = Set.of("text", "thoughts", "refusals");

    private final Map<String, List<String>> said = new TreeMap<>();

    private AnswerFacets() {}

    static Map<String, List<String>> of(Response response) {
        var facets = new AnswerFacets();
        facets.candidate(response.candidates().getFirst());
        for (Candidate other : response.candidates().subList(1, response.candidates().size())) {
            var more = new AnswerFacets();
            more.candidate(other);
            facets.put("further candidates", other.index() + " " + more.said.getOrDefault("text", List.of())
                    + more.said.getOrDefault("calls", List.of()));
        }
        facets.tokens("tokens in", response.usage().input());
        facets.tokens("tokens out", response.usage().output());
        facets.tokens("tokens read from a cache", response.usage().cacheRead());
        facets.tokens("tokens written to a cache", response.usage().cacheWrite());
        facets.tokens("tokens of thinking", response.usage().thinking());
        return facets.said;
    }

    /** The facets as lines of text. */
    static String told(Response response) {
        var text = new StringBuilder();
        of(response).forEach((name, values) -> {
            String what = String.join(IN_WORDS.contains(name) ? " " : "\n  ", values);
            text.append(name).append(what.isEmpty() ? "" : ": ").append(what).append('\n');
        });
        return text.toString();
    }

    private void candidate(Candidate candidate) {
        for (Block block : candidate.blocks()) {
            switch (block) {
                case Block.Text text -> {
                    words("text", text.text());
                    if (text.refusal()) {
                        words("refusals", text.text());
                    }
                    text.citations().forEach(citation -> {
                        put("sources", citation.url().orElse("?") + " " + citation.title().orElse("?"));
                        put("places of sources", citation.start().orElse(-1) + " to " + citation.end().orElse(-1));
                    });
                    order("text");
                }
                case Block.Thinking thinking -> {
                    words("thoughts", thinking.text());
                    thinking.marks().seal().ifPresent(seal -> put("seals of thoughts", of(seal)));
                    if (!thinking.text().isEmpty()) {
                        order("thoughts");
                    }
                }
                case Block.ToolCall call -> {
                    put("calls", Seals.open(call.id()).id() + " " + call.name() + " " + Sayings.arguments(call));
                    Seals.Opened opened = Seals.open(call.id());
                    call.marks().seal().or(opened::seal).filter(seal -> seal.isOf("gemini"))
                            .ifPresent(seal -> put("seals of calls", of(seal)));
                    if (call.custom()) {
                        put("custom calls", call.name());
                    }
                    order("calls");
                }
                case Block.Media media -> {
                    put(media.source() instanceof Block.Source.Link ? "linked pictures" : "pictures",
                            media.source().toString());
                }
                case Block.ToolResult _,Block.Opaque _ -> {
                }
            }
        }
        for (TokenLogprob token : candidate.logprobs()) {
            put("logprobs", of(token));
        }
        put("stop: " + candidate.stop().kind().name().toLowerCase(Locale.ROOT), "");
    }

    private static String of(Seal seal) {
        return seal.origin() + " " + seal.value();
    }

    private static String of(TokenLogprob token) {
        return token.token() + " " + token.logprob() + token.top().stream().map(AnswerFacets::of).toList();
    }

    private void order(String kind) {
        List<String> order = said.computeIfAbsent("order", _ -> new ArrayList<>());
        if (order.isEmpty() || !order.getLast().equals(kind)) {
            order.add(kind);
        }
    }

    private void tokens(String name, OptionalLong count) {
        if (count.orElse(0) > 0) {
            put(name, String.valueOf(count.getAsLong()));
        }
    }

    private void words(String name, String text) {
        Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).forEach(word -> put(name, word));
    }

    private void put(String name, String what) {
        said.computeIfAbsent(name, _ -> new ArrayList<>()).add(what);
    }
}
