package dev.pollux.config;

import java.util.Optional;

/**
 * One thing that is wrong with the configuration; it holds no secret.
 *
 * @param path the key, or empty where none is concerned
 * @param source where it was set, or empty where nobody set it
 * @param found what stands there, in words or in quotes
 * @param allowed what may stand there, or empty
 * @param remedy what to do, or empty
 */
public record Problem(String path, Optional<Source> source, String found, String allowed, String remedy) {

    /** A value that its key does not allow. */
    static Problem unfit(Key<?> key, Source source, String found) {
        return new Problem(key.path(), Optional.of(source), found, key.type().allowed(), "");
    }

    /** A name that nobody knows; the remedy may be empty. */
    static Problem unknown(String path, Source source, String allowed, String remedy) {
        return new Problem(path, Optional.of(source), "an unknown key", allowed, remedy);
    }

    /** A key that is set once more in the same file. */
    static Problem twice(String path, Source source, int firstLine) {
        return new Problem(path, Optional.of(source), "the key a second time", "",
                "the first is in line " + firstLine + ": strike one of them out");
    }

    /** A file that cannot be read as what it should be. */
    static Problem malformed(Source source, String found, String remedy) {
        return new Problem("", Optional.of(source), found, "", remedy);
    }

    /** The whole as one sentence on one line. */
    public String text() {
        StringBuilder text = new StringBuilder(path);
        source.ifPresent(place -> text.append(path.isEmpty() ? place.text() : " (" + place.text() + ")"));
        text.append(": found ").append(found);
        if (!allowed.isEmpty()) {
            text.append("; allowed: ").append(allowed);
        }
        if (!remedy.isEmpty()) {
            text.append("; ").append(remedy);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
