package dev.pollux.sandbox.reply;

import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

/** Token counts: a quarter of the characters, rounded up. */
public final class Tokens {
    private Tokens() {}

    public static int of(CharSequence text) {
        return (text.length() + 3) / 4;
    }

    /** The size of all words in a tree; long strings without a space are media and count as a picture does. */
    public static int of(JsonNode node) {
        if (node.isString()) {
            String text = Json.text(node);
            return text.length() > 2_000 && text.indexOf(' ') < 0 ? 258 : of(text);
        }
        int sum = 0;
        for (JsonNode child : node) {
            sum += of(child);
        }
        return sum;
    }
}
