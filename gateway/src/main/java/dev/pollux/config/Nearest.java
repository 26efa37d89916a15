package dev.pollux.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the name that was meant where one is misspelt. */
final class Nearest {
    private static final int FAR = 2;

    private Nearest() {}

    /** A path that may be meant, the letters between it and what is written, and those between the last parts. */
    private record Candidate(String path, int whole, int last) {}

    /**
     * The key whose path or last part is at most two letters away, or one of whose variables it is; else the section
     * that is.
     *
     * <p>{@code sever.port}, {@code server.prot}, {@code port}, {@code server.bodyLimit} and {@code PORT} all find one.
     */
    static Optional<String> key(String written, List<Key<?>> keys) {
        String wanted = written.toLowerCase(Locale.ROOT).replace('_', '-');
        return keys.stream().filter(key -> key.environment().contains(written)).map(Key::path).findFirst()
                .or(() -> path(wanted, keys.stream().map(Key::path)))
                .or(() -> neighbour(wanted, keys))
                .or(() -> path(wanted, keys.stream().map(Key::section)));
    }

    /** One in the same section of which a word is at most a letter away: {@code api-key} for {@code keys}. */
    private static Optional<String> neighbour(String wanted, List<Key<?>> keys) {
        String word = last(wanted);
        String section = wanted.substring(0, wanted.length() - word.length());
        return keys.stream().map(Key::path)
                .filter(path -> path.startsWith(section) && path.indexOf('.', section.length()) < 0)
                .filter(path -> Arrays.stream(last(path).split("-")).anyMatch(part -> distance(part, word) <= 1))
                .findFirst();
    }

    /** Two letters of four would be another word: the shorter the last part, the nearer it must be. */
    private static Optional<String> path(String wanted, Stream<String> paths) {
        String last = last(wanted);
        int bound = Math.min(FAR, last.length() / 3);
        return paths.map(path -> new Candidate(path, distance(wanted, path), distance(last, last(path))))
                .filter(candidate -> (candidate.whole <= FAR && wanted.contains(".")) || candidate.last <= bound)
                // a near path is nearer than the last part of another section
                .min(Comparator.<Candidate>comparingInt(
                        candidate -> candidate.whole <= FAR ? candidate.whole : FAR + 1 + candidate.last)
                        .thenComparingInt(Candidate::whole))
                .map(Candidate::path);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The one of some names that is at most two letters away. */
    static Optional<String> name(String wanted, List<String> names) {
        return names.stream()
                .filter(name -> distance(wanted, name) <= FAR)
                .min(Comparator.comparingInt(name -> distance(wanted, name)));
    }

    /** The letters to add, take away or change (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
