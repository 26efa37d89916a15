package dev.pollux.sandbox.reply;

import dev.pollux.sandbox.scenario.Scenario;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

/**
 * What a request asks for, whatever its wire.
 *
 * @param text the text of the last user turn
 * @param results the tool results of the last turn; none when it holds something else
 * @param json the schema to answer by, an empty object for any JSON, empty for prose
 * @param thinking whether the model thinks before it answers
 * @param promptTokens the size of the whole prompt
 * @param limit the most tokens of visible text
 * @param stops the texts that end the answer, themselves left out
 */
public record Question(Scenario scenario, String text, Seen seen, List<Tool> tools, Choice choice, List<Result> results,
        Optional<JsonNode> json, boolean thinking, int promptTokens, int limit, List<String> stops) {
    public Question {
        tools = List.copyOf(tools);
        results = List.copyOf(results);
        stops = List.copyOf(stops);
    }

    /** A tool that may be called. */
    public record Tool(String name, JsonNode schema) {}

    /** What a tool gave back. */
    public record Result(String name, String text) {}

    /** Whether tools are called. */
    public enum Choice {
        AUTO, NONE, REQUIRED
    }

    /** Media of the last user turn. */
    public record Seen(int pictures, int audio, int files) {
        /** None. */
        public static final Seen NOTHING = new Seen(0, 0, 0);

        /** One more of the kind that a media type names. */
        public Seen with(String mediaType) {
            if (mediaType.startsWith("image/")) {
                return new Seen(pictures + 1, audio, files);
            }
            return mediaType.startsWith("audio/")
                    ? new Seen(pictures, audio + 1, files)
                    : new Seen(pictures, audio, files + 1);
        }
    }
}
