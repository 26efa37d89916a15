package dev.pollux.model;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/**
 * The form of the answer.
 *
 * @param modalities what it may consist of; empty is the vendor's default
 * @param speech how it sounds, where it may be sound
 * @param verbosity {@code low}, {@code medium} or {@code high}, or a word of the future
 * @param picture how its pictures look, where it may be one
 */
public record Output(Format format, List<Modality> modalities, Optional<Speech> speech, Optional<String> verbosity,
        Optional<Picture> picture) {

    public static final Output DEFAULT = new Output(Format.Text.UNSET, List.of(), Optional.empty(), Optional.empty());

    public Output {
        modalities = List.copyOf(modalities);
    }

    public Output(Format format, List<Modality> modalities, Optional<Speech> speech, Optional<String> verbosity) {
        this(format, modalities, speech, verbosity, Optional.empty());
    }

    /** A kind of content of an answer. */
    public enum Modality {
        TEXT, IMAGE, AUDIO
    }

    /** @param format of the bytes, as {@code wav} */
    public record Speech(Optional<String> voice, Optional<String> format) {}

    /**
     * @param ratio width to height, as {@code 16:9}
     * @param size in the words of Gemini: {@code 512}, {@code 1K}, {@code 2K}, {@code 4K}
     */
    public record Picture(Optional<String> ratio, Optional<String> size) {}

    /** What the text must be. */
    public sealed interface Format {
        /** Any text; {@code said} where the client wrote so instead of leaving it out. */
        record Text(boolean said) implements Format {
            public static final Text UNSET = new Text(false);
        }

        /** Some JSON object. */
        record JsonObject() implements Format {}

        /** JSON that follows a schema. */
        record JsonSchema(Optional<String> name, Optional<String> description, Optional<ObjectNode> schema,
                Optional<Boolean> strict) implements Format {}
    }
}
