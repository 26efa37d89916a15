package dev.pollux.config;

import java.util.List;
import java.util.stream.Collectors;

/** The text that shows a configuration, or what is wrong with it; no secret is in it. */
public final class Report {
    /** Longer values push their source to the right instead of all others'. */
    private static final int WIDEST = 56;

    private Report() {}

    /** One line for each key: path, effective value, source. */
    public static String of(Configuration configuration) {
        List<Value<?>> values = configuration.values();
        int path = values.stream().mapToInt(value -> value.key().path().length()).max().orElse(0);
        int shown = values.stream().mapToInt(value -> shown(value).length()).filter(n -> n <= WIDEST).max().orElse(0);
        return values.stream()
                .map(value -> padded(value.key().path(), path) + "  " + padded(shown(value), shown) + "  "
                        + value.source().text())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** One line for each problem, below a line that counts them. */
    public static String of(List<Problem> problems) {
        return problems.stream()
                .map(Problem::text)
                .collect(Collectors.joining("\n  ", problems.size() == 1
                        ? "The configuration has 1 error:\n  "
                        : "The configuration has " + problems.size() + " errors:\n  ", "\n"));
    }

    private static String shown(Value<?> value) {
        return value.shown().isEmpty() ? "-" : value.shown();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
