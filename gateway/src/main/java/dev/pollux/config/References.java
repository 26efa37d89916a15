package dev.pollux.config;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts variables in the place of <code>${NAME}</code> and <code>${NAME:-fallback}</code>; <code>$${</code> stands for
 * the two characters themselves.
 *
 * <p>The fallback stands in for a variable that is not set or blank, as in a shell.
 */
final class References {
    private static final Pattern REFERENCE = Pattern
            .compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\\}|\\$\\{");

    /** A reference that leads nowhere, in the words of a {@link Problem}. */
    record Unresolved(String found, String remedy) {}

    private final Variables variables;
    private final Consumer<Unresolved> missing;

    References(Variables variables, Consumer<Unresolved> missing) {
        this.variables = variables;
        this.missing = missing;
    }

    /** The node with the variables in their places; those that are missing are reported and left out. */
    Node resolved(Node node) {
        return switch (node) {
            case Node.Scalar(String text, int line) -> new Node.Scalar(resolved(text), line);
            case Node.Nothing nothing -> nothing;
            case Node.Items(var nodes, int line) -> new Node.Items(nodes.stream().map(this::resolved).toList(), line);
            case Node.Branch(var entries, int line) -> new Node.Branch(entries.stream()
                    .map(entry -> new Node.Entry(entry.name(), resolved(entry.node()), entry.line()))
                    .toList(), line);
        };
    }

    private String resolved(String text) {
        return text.contains("${")
                ? REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)))
                : text;
    }

    private String value(MatchResult match) {
        if (match.group().equals("$${")) {
            return "${";
        }
        String name = match.group(1);
        if (name == null) {
            missing.accept(new Unresolved("a ${ that begins no reference",
                    "write ${NAME} or ${NAME:-fallback}, or $${ for the characters themselves"));
            return "";
        }
        Optional<String> value = variables.text(name);
        String fallback = match.group(2);
        if (fallback != null) {
            return value.filter(text -> !text.isBlank()).orElse(fallback);
        }
        if (value.isEmpty()) {
            missing.accept(new Unresolved("${" + name + "}, but the variable " + name + " is not set",
                    "set it, or write ${" + name + ":-fallback}"));
        }
        return value.orElse("");
    }
}
