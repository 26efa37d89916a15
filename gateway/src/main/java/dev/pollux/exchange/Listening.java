package dev.pollux.exchange;

import dev.pollux.dialect.openai.Form;
import dev.pollux.dialect.openai.TranscriptOrder;
import dev.pollux.exchange.Crafts.Made;
import dev.pollux.json.Json;
import dev.pollux.media.Upload;
import dev.pollux.model.Block;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Settings;
import dev.pollux.model.Usage;
import dev.pollux.route.Target;
import dev.pollux.sound.Wav;
import dev.pollux.sse.Frame;
import dev.pollux.sse.SseWriter;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** OpenAI's paths for transcripts and translations, by a conversation with a model that understands sound. */
final class Listening {
    private final Crafts crafts;

    Listening(Crafts crafts) {
        this.crafts = crafts;
    }

    Product answer(Form form, boolean translate, Commission commission) {
        TranscriptOrder order = TranscriptOrder.read(form.fields());
        Form.File file = form.files().stream().filter(one -> one.field().equals("file")).findFirst()
                .orElseThrow(() -> new FailureException(
                        Failure.invalid("file", "A recording is needed, in the field `file` of a form.")));
        byte[] bytes = file.bytes();
        Block.Media sound = Upload.sound("file", file.type(), bytes);
        OptionalDouble seconds = Wav.seconds(bytes);
        if (order.format() == TranscriptOrder.Format.VERBOSE_JSON && seconds.isEmpty()) {
            throw new FailureException(Failure.invalid("response_format",
                    "'verbose_json' tells how long the recording is, which is known here of WAV files alone."));
        }
        List<Target> able = Crafts.able(commission.targets(), order.model(), "cannot be asked to listen here");
        Request request = Crafts.question(order.model(), List.of(sound, new Block.Text(wish(order, translate))),
                Output.DEFAULT, settings(order));
        Made made = crafts.ask(request, able, order.lost(), commission);
        String text = made.text().strip();
        Usage usage = made.response().usage();
        if (order.streamed()) {
            return new Product("text/event-stream", events(text, usage), made.origin(), usage);
        }
        return switch (order.format()) {
            case TEXT -> new Product("text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8),
                    made.origin(), usage);
            case JSON -> Product.json(transcript(text, usage), made.origin(), usage);
            case VERBOSE_JSON ->
                Product.json(told(text, seconds.getAsDouble()).put("task", translate ? "translate" : "transcribe")
                        .put("language", translate ? "english" : order.language().orElse("unknown")), made.origin(),
                        usage);
        };
    }

    private static String wish(TranscriptOrder order, boolean translate) {
        String language = order.language().map(name -> " The language is " + name + ".").orElse("");
        String words = order.prompt().map(prompt -> " Words that may occur: " + prompt).orElse("");
        return (translate
                ? "Translate what is said in this recording into English."
                : "Write down what is said in this recording, word for word, in the language in which it is said.")
                + " Answer with that text alone, and with nothing if nobody speaks." + language + words;
    }

    private static Settings settings(TranscriptOrder order) {
        return new Settings(OptionalInt.empty(), order.temperature(), OptionalDouble.empty(), OptionalInt.empty(),
                List.of(), OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static ObjectNode transcript(String text, Usage usage) {
        ObjectNode body = Json.object().put("text", text);
        if (usage.isKnown()) {
            body.set("usage", Json.object().put("type", "tokens").put("input_tokens", usage.input().orElse(0))
                    .put("output_tokens", usage.output().orElse(0)).put("total_tokens", usage.total()));
        }
        return body;
    }

    private static ObjectNode told(String text, double seconds) {
        ObjectNode body = Json.object().put("text", text).put("duration", seconds);
        body.set("usage", Json.object().put("type", "duration").put("seconds", seconds));
        return body;
    }

    /** The whole text as one piece: the model is asked for it whole. */
    private static byte[] events(String text, Usage usage) {
        var frames = new SseWriter();
        frames.write(Frame.of("transcript.text.delta",
                Json.bytes(Json.object().put("type", "transcript.text.delta").put("delta", text))));
        frames.write(Frame.of("transcript.text.done",
                Json.bytes(transcript(text, usage).put("type", "transcript.text.done"))));
        return frames.drain();
    }
}
