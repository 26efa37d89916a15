package dev.pollux.dialect.openai;

import dev.pollux.json.Fields;
import dev.pollux.model.Losses;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@code /v1/audio/transcriptions} and {@code /v1/audio/translations} are asked for, beside the recording.
 *
 * @param language in which is spoken, as the client says
 * @param prompt words that may occur
 * @param streamed as events, in which the form of the answer means nothing
 */
public record TranscriptOrder(String model, Optional<String> language, Optional<String> prompt, Format format,
        OptionalDouble temperature, boolean streamed, Losses lost) {

    /** The form of the answer. */
    public enum Format {
        JSON, TEXT, VERBOSE_JSON
    }

    public static TranscriptOrder read(ObjectNode json) {
        Fields body = Fields.of(json);
        String model = body.requiredText("model");
        Format format = switch (body.text("response_format").orElse("json")) {
            case "json" -> Format.JSON;
            case "text" -> Format.TEXT;
            case "verbose_json" -> Format.VERBOSE_JSON;
            default -> throw body.notAllowed("response_format",
                    "It must be 'json', 'text' or 'verbose_json': this model does not tell when each word was spoken.");
        };
        Optional<String> language = body.text("language").filter(text -> !text.isBlank());
        Optional<String> prompt = body.text("prompt").filter(text -> !text.isBlank());
        OptionalDouble temperature = body.number("temperature");
        boolean stream = body.flag("stream").orElse(false);
        var lost = new Losses();
        boolean told = format == Format.VERBOSE_JSON;
        lost.addIf(stream && told, "stream");
        body.rest().propertyNames().forEach(lost::add);
        return new TranscriptOrder(model, language, prompt, format, temperature, stream && !told, lost);
    }
}
