package dev.pollux.sandbox.scenario;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The behaviour one request asks for by its model name.
 *
 * @param model the name without prefixes such as {@code models/}
 * @param number the number at the end of the name, or -1
 */
public record Scenario(Kind kind, String model, int number) {
    /** For requests without a model. */
    public static final Scenario NONE = new Scenario(Kind.ORDINARY, "", -1);

    private static final String PREFIX = "sandbox-";
    private static final Map<String, Kind> KINDS = Arrays.stream(Kind.values()).filter(kind -> kind != Kind.ORDINARY)
            .collect(Collectors.toUnmodifiableMap(Kind::word, Function.identity()));

    /** Reads {@code sandbox-WORD} or {@code sandbox-WORD-N} after the last slash; other names are ordinary. */
    public static Scenario of(String name) {
        String model = name.substring(name.lastIndexOf('/') + 1);
        if (!model.startsWith(PREFIX)) {
            return new Scenario(Kind.ORDINARY, model, -1);
        }
        String word = model.substring(PREFIX.length());
        Kind exact = KINDS.get(word);
        if (exact != null) {
            return new Scenario(exact, model, -1);
        }
        int hyphen = word.lastIndexOf('-');
        String digits = word.substring(hyphen + 1);
        Kind kind = hyphen < 0 ? null : KINDS.get(word.substring(0, hyphen));
        if (kind == null || kind.refusal() || !digits.matches("[0-9]{1,6}")) {
            return new Scenario(Kind.ORDINARY, model, -1);
        }
        return new Scenario(kind, model, Integer.parseInt(digits));
    }

    /** The number of the name, or what holds without one. */
    public int numberOr(int otherwise) {
        return number < 0 ? otherwise : number;
    }

    public boolean is(Kind other) {
        return kind == other;
    }
}
