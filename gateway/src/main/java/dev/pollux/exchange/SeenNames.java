package dev.pollux.exchange;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads on the side, out of a JSON answer that passes, the names of the things that it tells of. */
final class SeenNames {
    /** Characters in which they are looked for: lists may be long, and what they hold is remembered as a favour. */
    private static final int MOST = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([A-Za-z]+/[^\"\\\\]{1,256})\"");

    private final Consumer<String> names;
    private final StringBuilder text = new StringBuilder();
    private int from;

    SeenNames(Consumer<String> names) {
        this.names = names;
    }

    void read(byte[] piece) {
        if (text.length() + piece.length > MOST) {
            return;
        }
        text.append(new String(piece, StandardCharsets.ISO_8859_1)); // names are ASCII
        Matcher name = NAME.matcher(text);
        for (int at = from; name.find(at); at = name.end()) {
            names.accept(name.group(1));
            from = name.end();
        }
    }
}
