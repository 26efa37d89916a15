package dev.pollux.dialect.gemini;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Output;
import dev.pollux.model.Output.Format;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code generationConfig}. */
final class ConfigReader {
    private static final String CONFIG = "generationConfig";
    private static final String JSON = "application/json";

    private final Fields config;
    private final ObjectNode inner;

    /** @param inner gets what nobody read, once all is read: {@link #end} */
    ConfigReader(Fields config, ObjectNode inner) {
        this.config = config;
        this.inner = inner;
    }

    Settings settings() {
        return new Settings(config.integer("maxOutputTokens"), config.number("temperature"), config.number("topP"),
                config.integer("topK"), config.texts("stopSequences"), config.whole("seed"),
                config.number("presencePenalty"), config.number("frequencyPenalty"), config.integer("candidateCount"),
                config.flag("responseLogprobs"), config.integer("logprobs"));
    }

    Output output() {
        return new Output(format(), modalities(), speech(), Optional.empty(), picture());
    }

    private Optional<Output.Picture> picture() {
        Optional<Fields> image = config.object("imageConfig");
        Optional<String> ratio = image.flatMap(fields -> fields.text("aspectRatio"));
        Optional<String> size = image.flatMap(fields -> fields.text("imageSize"));
        image.ifPresent(fields -> Inner.gather(inner, CONFIG + ".imageConfig", fields.rest()));
        return ratio.isPresent() || size.isPresent()
                ? Optional.of(new Output.Picture(ratio, size))
                : Optional.empty();
    }

    Thinking thinking() {
        Optional<Fields> thinking = config.object("thinkingConfig");
        if (thinking.isEmpty()) {
            return Thinking.DEFAULT;
        }
        Fields fields = thinking.get();
        Optional<String> level = fields.text("thinkingLevel");
        Optional<Thinking.Effort> effort = level.flatMap(Words::effort);
        OptionalInt budget = fields.integer("thinkingBudget");
        Optional<Thinking.Shown> shown = fields.flag("includeThoughts")
                .map(wanted -> wanted ? Thinking.Shown.ASKED : Thinking.Shown.HIDDEN);
        if (effort.isEmpty()) {
            level.ifPresent(word -> inner.put(CONFIG + ".thinkingConfig.thinkingLevel", word));
        }
        Inner.gather(inner, CONFIG + ".thinkingConfig", fields.rest());
        return new Thinking(effort, budget, shown);
    }

    /** Keeps what nobody read. */
    void end() {
        Inner.gather(inner, CONFIG, config.rest());
    }

    private Format format() {
        Optional<ObjectNode> newForm = textFormat();
        if (newForm.isPresent()) {
            return newForm.get().isEmpty() ? new Format.JsonObject() : schema(newForm);
        }
        Optional<String> mimeType = config.text("responseMimeType");
        boolean json = mimeType.filter(type -> type.equalsIgnoreCase(JSON)).isPresent();
        if (mimeType.isPresent() && !json) {
            if (mimeType.get().equalsIgnoreCase("text/plain")) {
                return new Format.Text(true);
            }
            inner.put(CONFIG + ".responseMimeType", mimeType.get());
            return Format.Text.UNSET;
        }
        Optional<ObjectNode> standard = config.tree("responseJsonSchema")
                .or(() -> config.tree("_responseJsonSchema")).map(SchemaReader::standard);
        Optional<ObjectNode> schema = standard.isPresent()
                ? standard
                : config.tree("responseSchema").map(SchemaReader::converted);
        if (schema.isPresent()) {
            return schema(schema);
        }
        return json ? new Format.JsonObject() : Format.Text.UNSET;
    }

    /** The schema in {@code responseFormat.text}, empty where any JSON will do. */
    private Optional<ObjectNode> textFormat() {
        Optional<Fields> format = config.object("responseFormat");
        Optional<Fields> text = format.flatMap(fields -> fields.object("text"));
        String type = text.flatMap(fields -> fields.text("mimeType")).orElse("");
        boolean json = type.equalsIgnoreCase("APPLICATION_JSON") || type.equalsIgnoreCase(JSON);
        Optional<ObjectNode> schema = text.flatMap(fields -> fields.tree("schema")).map(SchemaReader::standard);
        if (!type.isEmpty() && !json) {
            inner.put(CONFIG + ".responseFormat.text.mimeType", type);
        }
        text.ifPresent(fields -> Inner.gather(inner, CONFIG + ".responseFormat.text", fields.rest()));
        format.ifPresent(fields -> Inner.gather(inner, CONFIG + ".responseFormat", fields.rest()));
        return json ? schema.or(() -> Optional.of(Json.object())) : schema;
    }

    private static Format schema(Optional<ObjectNode> schema) {
        return new Format.JsonSchema(Optional.empty(), Optional.empty(), schema, Optional.empty());
    }

    private List<Modality> modalities() {
        List<String> words = config.texts("responseModalities");
        var modalities = new ArrayList<Modality>();
        for (String word : words) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "TEXT" -> modalities.add(Modality.TEXT);
                case "IMAGE" -> modalities.add(Modality.IMAGE);
                case "AUDIO" -> modalities.add(Modality.AUDIO);
                case "MODALITY_UNSPECIFIED" -> {
                }
                default -> {
                    var kept = inner.putArray(CONFIG + ".responseModalities");
                    words.forEach(kept::add);
                    return List.of();
                }
            }
        }
        return modalities;
    }

    /** A prebuilt voice and nothing else is speech as others know it; more than that only this API knows. */
    private Optional<Output.Speech> speech() {
        Optional<ObjectNode> config = this.config.tree("speechConfig");
        if (config.isEmpty()) {
            return Optional.empty();
        }
        JsonNode voice = only(only(only(config.get(), "voiceConfig"), "prebuiltVoiceConfig"), "voiceName");
        if (voice.isString()) {
            return Optional.of(new Output.Speech(Optional.of(voice.stringValue()), Optional.of("pcm16")));
        }
        inner.set(CONFIG + ".speechConfig", config.get());
        return Optional.empty();
    }

    private static JsonNode only(JsonNode node, String name) {
        return node.size() == 1 ? node.has(name) ? node.path(name) : node.path(Words.snake(name)) : node.path(-1);
    }
}
