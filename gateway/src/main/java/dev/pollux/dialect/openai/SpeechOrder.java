package dev.pollux.dialect.openai;

import dev.pollux.json.Fields;
import dev.pollux.model.Losses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * What {@code /v1/audio/speech} is asked for.
 *
 * @param voice as the client calls it
 * @param wav a file is wanted, not bare samples
 */
public record SpeechOrder(String model, String words, Optional<String> instructions, String voice, boolean wav,
        Losses lost) {
    private static final int LONGEST = 32_768;

    public static SpeechOrder read(ObjectNode json) {
        Fields body = Fields.of(json);
        String model = body.requiredText("model");
        String words = body.requiredText("input");
        if (words.isBlank() || words.length() > LONGEST) {
            throw body.notAllowed("input", "It must be a text of 1 to " + LONGEST + " characters.");
        }
        String voice = body.any("voice").map(node -> node.isString() ? node : node.path("id"))
                .map(node -> node.asString("")).filter(name -> !name.isBlank())
                .orElseThrow(() -> body.missing("voice"));
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
        return new SpeechOrder(model, words, instructions, voice, wav, lost);
    }
}
