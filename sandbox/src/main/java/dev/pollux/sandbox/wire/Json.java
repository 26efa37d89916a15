package dev.pollux.sandbox.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

/** JSON text to tree and back. */
public final class Json {
    /** The one mapper of the sandbox. */
    public static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = MAPPER.writer().with(new DefaultPrettyPrinter(Separators
            .createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER).withObjectEmptySeparator("")
            .withArrayEmptySeparator("")).withObjectIndenter(INDENT).withArrayIndenter(INDENT));

    private Json() {}

    /** The tree, or empty when the bytes are no JSON. */
    public static Optional<JsonNode> parse(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** The tree of a text of our own. */
    public static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /** The value that a text begins with, whatever follows it; empty when it begins with none. */
    public static Optional<JsonNode> leading(String text) {
        try (var parser = MAPPER.createParser(text)) {
            return Optional.ofNullable(parser.readValueAsTree());
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** A JSON string, quotes included. */
    public static String quote(String text) {
        return MAPPER.writeValueAsString(text);
    }

    /** The inside of a JSON string, for words that stand in a text of ours. */
    public static String escape(String text) {
        String quoted = quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The tree on one line. */
    public static String line(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** The same JSON with two spaces per level, as Google's front end prints it. */
    public static String pretty(String text) {
        return PRETTY.writeValueAsString(MAPPER.readTree(text));
    }

    /** The text of a string node, and the empty string for anything else. */
    public static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : "";
    }
}
