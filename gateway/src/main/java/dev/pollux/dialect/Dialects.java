package dev.pollux.dialect;

import dev.pollux.dialect.anthropic.Anthropic;
import dev.pollux.dialect.gemini.Gemini;
import dev.pollux.dialect.openaichat.OpenAiChat;
import dev.pollux.dialect.openaicompletions.OpenAiCompletions;
import dev.pollux.dialect.openairesponses.OpenAiResponses;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All dialects that there are: the one list.
 *
 * @param completions for clients alone; {@link #all} leaves it out
 */
public record Dialects(Dialect openAi, Dialect responses, Dialect gemini, Dialect anthropic, Dialect completions) {

    /**
     * Makes all of them.
     *
     * @param clock for the times in answers
     * @param ids random letters and digits, for whatever comes without an id
     */
    public static Dialects create(InstantSource clock, Supplier<String> ids) {
        Dialect openAi = new OpenAiChat(clock, ids);
        return new Dialects(openAi, new OpenAiResponses(clock, ids), new Gemini(ids), new Anthropic(ids),
                new OpenAiCompletions(openAi, clock, ids));
    }

    public List<Dialect> all() {
        return List.of(openAi, responses, gemini, anthropic);
    }

    /** The dialect of that {@link Dialect#name}. */
    public Optional<Dialect> named(String name) {
        return all().stream().filter(dialect -> dialect.name().equals(name)).findAny();
    }
}
