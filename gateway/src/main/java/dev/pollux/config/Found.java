package dev.pollux.config;

import dev.pollux.secret.Secret;

import java.util.regex.Pattern;

/** Says what was found in a configuration, such that no secret and no control character gets into a message. */
final class Found {
    private static final int LONGEST = 60;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    private Found() {}

    /** What stands at a key. */
    static String at(Key<?> key, Node node) {
        return switch (node) {
            case Node.Scalar _ when key.type().secret() -> Secret.MASK;
            case Node.Scalar scalar -> quoted(scalar.text());
            case Node.Nothing _,Node.Items _,Node.Branch _ -> kind(node);
        };
    }

    /** What kind of thing it is. */
    static String kind(Node node) {
        return switch (node) {
            case Node.Scalar _ -> "a text";
            case Node.Nothing _ -> "nothing";
            case Node.Items _ -> "a list";
            case Node.Branch _ -> "a map";
        };
    }

    /** A name from a file, or a mask: a secret that slipped into the place of a name is no plain word. */
    static String name(String name) {
        return NAME.matcher(name).matches() ? name : Secret.MASK;
    }

    /** A text in quotes, or a mask if it may be an address that carries a password or a key. */
    static String quoted(String text) {
        if (text.contains("@") || (text.contains("://") && (text.contains("?") || text.contains("#")))) {
            return Secret.MASK;
        }
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return '"' + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line) + '"';
    }
}
