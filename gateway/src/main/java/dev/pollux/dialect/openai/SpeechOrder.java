package dev.pollux.dialect.openai;

import dev.pollux.json.Fields;
import dev.pollux.model.Losses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /v1/audio/speech} is asked for.
 *
 * @param voice in the words of Gemini, where the client's is known
 * @param wav a file is wanted, not bare samples
 */
public record SpeechOrder(String model, String words, Optional<String> instructions, String voice, boolean wav,
        Losses lost) {
    private static final int LONGEST = 32_768;
    /** OpenAI's voices, each by one of Gemini's that is like it. */
    private static final Map<String, String> VOICES = Map.ofEntries(Map.entry("alloy", "Kore"),
            Map.entry("ash", "Charon"), Map.entry("ballad", "Algieba"), Map.entry("cedar", "Iapetus"),
            Map.entry("coral", "Leda"), Map.entry("echo", "Puck"), Map.entry("fable", "Aoede"),
            Map.entry("marin", "Sulafat"), Map.entry("nova", "Zephyr"), Map.entry("onyx", "Orus"),
            Map.entry("sage", "Vindemiatrix"), Map.entry("shimmer", "Achernar"), Map.entry("verse", "Fenrir"));

    public static SpeechOrder read(ObjectNode json) {
        Fields body = Fields.of(json);
        String model = body.requiredText("model");
        String words = body.requiredText("input");
        if (words.isBlank() || words.length() > LONGEST) {
            throw body.notAllowed("input", "It must be a text of 1 to " + LONGEST + " characters.");
        }
        String voice = body.any("voice").map(node -> node.isString() ? node : node.path("id"))
                .map(node -> node.asString("")).orElseThrow(() -> body.missing("voice"));
        boolean wav = switch (body.text("response_format").orElse("wav")) {
            case "wav" -> true;
            case "pcm" -> false;
            default -> throw body.notAllowed("response_format",
                    "This model speaks 'wav' and 'pcm' (24 kHz, 16 bits, one channel); nothing is compressed here.");
        };
        if (body.text("stream_format").filter("sse"::equals).isPresent()) {
            throw body.notAllowed("stream_format", "It must be 'audio'.");
        }
        var lost = new Losses();
        Optional<JsonNode> speed = body.any("speed");
        lost.addIf(speed.filter(value -> value.asDouble(1) != 1).isPresent(), "speed");
        Optional<String> instructions = body.text("instructions").filter(text -> !text.isBlank());
        body.rest().propertyNames().forEach(lost::add);
        return new SpeechOrder(model, words, instructions, voice(voice), wav, lost);
    }

    /** Gemini's names begin with a capital, and it insists on that. */
    private static String voice(String asked) {
        String known = VOICES.get(asked.toLowerCase(Locale.ROOT));
        if (known != null || asked.isEmpty()) {
            return known == null ? "" : known;
        }
        return asked.substring(0, 1).toUpperCase(Locale.ROOT) + asked.substring(1);
    }
}
