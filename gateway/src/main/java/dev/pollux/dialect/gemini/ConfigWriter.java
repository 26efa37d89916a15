package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Voices;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Request;
import dev.pollux.model.Settings;
import dev.pollux.model.ToolChoice;
import dev.pollux.schema.SchemaCompiler;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalDouble;

/** Writes {@code generationConfig}. */
final class ConfigWriter {
    private static final int MOST_STOPS = 5;
    private static final int MOST_CANDIDATES = 8;
    /** Penalties reach from -2 to 2, and 2 itself is outside. */
    private static final double PENALTY_BOUND = 1.9999;

    private final ModelFacts facts;
    private final Losses losses;
    private final ObjectNode config = Json.object();

    private ConfigWriter(ModelFacts facts, Losses losses) {
        this.facts = facts;
        this.losses = losses;
    }

    static ObjectNode write(Request request, ModelFacts facts, Losses losses) {
        var writer = new ConfigWriter(facts, losses);
        writer.sampling(request.settings());
        writer.bounds(request.settings());
        writer.logprobs(request.settings());
        writer.format(request);
        writer.output(request);
        ObjectNode thinking = ThinkingWriter.write(request.thinking(), facts.thinking(), losses);
        if (!thinking.isEmpty()) {
            writer.config.set("thinkingConfig", thinking);
        }
        return writer.config;
    }

    private void sampling(Settings settings) {
        if (facts.has(Trait.FIXED_SAMPLING)) {
            losses.addIf(settings.temperature().isPresent(), "temperature");
            losses.addIf(settings.topP().isPresent(), "top_p");
            losses.addIf(settings.topK().isPresent(), "top_k");
        } else {
            settings.temperature().ifPresent(value -> config.put("temperature", value));
            settings.topP().ifPresent(value -> config.put("topP", value));
            settings.topK().ifPresent(value -> config.put("topK", value));
        }
        // the field has 32 bits; another client's seed only has to give the same number each time
        settings.seed().ifPresent(seed -> config.put("seed", seed == (int) seed
                ? (int) seed
                : (int) (seed & Integer.MAX_VALUE)));
        penalty("presencePenalty", "presence_penalty", settings.presencePenalty());
        penalty("frequencyPenalty", "frequency_penalty", settings.frequencyPenalty());
    }

    private void penalty(String field, String loss, OptionalDouble value) {
        if (value.isEmpty()) {
            return;
        }
        if (facts.has(Trait.NO_PENALTIES)) {
            losses.addIf(value.getAsDouble() != 0, loss);
        } else {
            config.put(field, Math.min(value.getAsDouble(), PENALTY_BOUND));
        }
    }

    private void bounds(Settings settings) {
        settings.maxTokens().ifPresent(most -> config.put("maxOutputTokens",
                Math.min(most, facts.outputTokens().orElse(Integer.MAX_VALUE))));
        if (!settings.stop().isEmpty()) {
            stops(settings.stop().stream().filter(stop -> !stop.isEmpty()).toList());
        }
        settings.candidates().ifPresent(wanted -> {
            int most = facts.has(Trait.ONE_CANDIDATE) ? 1 : MOST_CANDIDATES;
            losses.addIf(wanted > most, "n");
            if (most > 1) {
                config.put("candidateCount", Math.min(wanted, most));
            }
        });
    }

    private void stops(List<String> stops) {
        losses.addIf(stops.size() > MOST_STOPS, "stop");
        if (!stops.isEmpty()) {
            ArrayNode written = config.putArray("stopSequences");
            stops.stream().limit(MOST_STOPS).forEach(written::add);
        }
    }

    private void logprobs(Settings settings) {
        settings.logprobs().ifPresent(wanted -> config.put("responseLogprobs", wanted));
        settings.topLogprobs().ifPresent(top -> {
            boolean wanted = settings.logprobs().orElse(false);
            losses.addIf(!wanted && top > 0, "top_logprobs");
            if (wanted) {
                config.put("logprobs", top);
            }
        });
    }

    private void format(Request request) {
        Output.Format format = request.output().format();
        if (format instanceof Output.Format.Text text) {
            if (text.said()) {
                config.put("responseMimeType", "text/plain");
            }
            return;
        }
        if (collides(request)) {
            losses.add("response_format");
            return;
        }
        config.put("responseMimeType", "application/json");
        if (format instanceof Output.Format.JsonSchema schema) {
            schema.schema().ifPresent(source -> config.set("responseJsonSchema",
                    SchemaCompiler.compile(source, SchemaTarget.GEMINI, "response_format", losses)));
        }
    }

    /** Older models refuse functions beside JSON; newer ones only where a function must be called. */
    private boolean collides(Request request) {
        boolean functions = request.tools().hasFunctions();
        boolean forced = request.tools().choice().mode() == ToolChoice.Mode.REQUIRED;
        return functions && (!Capability.of(facts, Trait.MIXED_TOOLS) || (facts.has(Trait.MIXED_TOOLS) && forced));
    }

    private void picture(Output.Picture picture) {
        boolean sized = Capability.of(facts, Trait.RICH_PARTS); // the models that know sizes are those of Gemini 3
        losses.addIf(picture.size().isPresent() && !sized, "size");
        ObjectNode written = Json.object();
        picture.ratio().ifPresent(ratio -> written.put("aspectRatio", ratio));
        picture.size().filter(_ -> sized).ifPresent(size -> written.put("imageSize", size));
        if (!written.isEmpty()) {
            config.set("imageConfig", written);
        }
    }

    /** What a model is made for, where it refuses to answer in text alone. */
    private List<Modality> usual() {
        if (facts.has(Trait.MAKES_SPEECH)) {
            return List.of(Modality.AUDIO);
        }
        return facts.has(Trait.MAKES_IMAGES) ? List.of(Modality.TEXT, Modality.IMAGE) : List.of();
    }

    private void output(Request request) {
        Output output = request.output();
        boolean speaks = Capability.of(facts, Trait.MAKES_SPEECH);
        List<Modality> possible = output.modalities().isEmpty()
                ? List.of()
                : output.modalities().stream().filter(modality -> switch (modality) {
                    case TEXT -> true;
                    case IMAGE -> Capability.of(facts, Trait.MAKES_IMAGES);
                    case AUDIO -> speaks;
                }).toList();
        if (possible.contains(Modality.AUDIO) && facts.has(Trait.MAKES_SPEECH)) {
            possible = List.of(Modality.AUDIO); // sound comes without its words, and beside nothing else
        }
        losses.addIf(possible.size() < output.modalities().size(), "modalities");
        List<Modality> wanted = possible.isEmpty() ? usual() : possible;
        if (!wanted.isEmpty()) {
            ArrayNode written = config.putArray("responseModalities");
            wanted.forEach(modality -> written.add(modality.name()));
        }
        output.speech().ifPresent(speech -> {
            losses.addIf(!speaks, "audio");
            if (speaks) {
                speech(speech, request.delivery().stream());
            }
        });
        output.picture().ifPresent(this::picture);
        losses.addIf(output.verbosity().isPresent(), "verbosity");
    }

    /** The model gives samples; a file of them tells its length at its beginning, so that it cannot be streamed. */
    private void speech(Output.Speech speech, boolean stream) {
        String format = speech.format().orElse("pcm16");
        if (!format.startsWith("pcm") && (stream || !format.equals("wav"))) {
            throw new FailureException(Failure.invalid("audio.format", "This model cannot answer in '" + format + "'"
                    + (stream ? " when 'stream' is true. Possible is 'pcm16'." : ". Possible are 'wav' and 'pcm16'.")));
        }
        speech.voice().ifPresent(voice -> config.putObject("speechConfig").putObject("voiceConfig")
                .putObject("prebuiltVoiceConfig").put("voiceName", Voices.gemini(voice)));
    }
}
