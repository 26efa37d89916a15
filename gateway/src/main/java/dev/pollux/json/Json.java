package dev.pollux.json;

import dev.pollux.thread.Threads;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Parses and writes JSON trees within bounds that no request of a real client reaches.
 *
 * <p>A name that occurs twice in one object is refused: two readers of one text must never see two values. The length
 * of a document is bounded where its bytes come in.
 */
public final class Json {
    /** Levels of arrays and objects in each other. */
    public static final int MAX_DEPTH = 200;
    /** Values, names and brackets in one document. */
    public static final int MAX_TOKENS = 1_000_000;
    /** Digits of one number. */
    public static final int MAX_NUMBER_LENGTH = 100;
    /** Characters of one name. */
    public static final int MAX_NAME_LENGTH = 1_024;
    /** Characters of one string: a picture of 64 MiB in base64 fits. */
    public static final int MAX_STRING_LENGTH = 100_000_000;

    private static final JsonFactory FACTORY = new AsciiParser.Factory(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build()));

    private Json() {}

    /**
     * Parses one whole document.
     *
     * @throws JsonException {@code MALFORMED} if the text is empty, no JSON, goes on after its end, or breaks a bound
     */
    public static JsonNode tree(byte[] utf8) {
        return tree(utf8, _ -> {});
    }

    private static JsonNode tree(byte[] utf8, LongConsumer tokens) {
        assert Threads.mayWorkOn(utf8.length);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            if (parser.nextToken() == null) {
                throw malformed("The text is empty.");
            }
            JsonNode tree = TreeReader.read(parser);
            if (parser.nextToken() != null) {
                throw malformed("The text goes on after its end.");
            }
            tokens.accept(parser.currentTokenCount());
            return tree;
        } catch (JacksonException e) {
            throw malformed(reason(e));
        }
    }

    /** As {@link #tree(byte[])}, of a string. */
    public static JsonNode tree(String text) {
        return tree(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses one document that must be an object.
     *
     * @throws JsonException as {@link #tree(byte[])}, and {@code ILL_TYPED} for another value
     */
    public static ObjectNode object(byte[] utf8) {
        return object(utf8, _ -> {});
    }

    /**
     * As {@link #object(byte[])}.
     *
     * @param tokens is told how many values, names and brackets it has
     */
    public static ObjectNode object(byte[] utf8, LongConsumer tokens) {
        if (tree(utf8, tokens) instanceof ObjectNode object) {
            return object;
        }
        throw new JsonException(JsonException.Reason.ILL_TYPED, "", "The body must be a JSON object.");
    }

    /** As {@link #object(byte[])}, of a string. */
    public static ObjectNode object(String text) {
        return object(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The object that a text is, or empty if it is anything else: for text that may or may not be JSON. */
    public static Optional<ObjectNode> objectIn(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return tree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonException _) {
            return Optional.empty();
        }
    }

    /** A new empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The compact UTF-8 text of a tree. */
    public static byte[] bytes(JsonNode tree) {
        var out = new Chunks();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new TreeWriter(generator, true).write(tree);
        }
        byte[] utf8 = out.bytes();
        assert Threads.mayWorkOn(utf8.length);
        return utf8;
    }

    /** The compact text of a tree. */
    public static String text(JsonNode tree) {
        var out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new TreeWriter(generator, false).write(tree);
        }
        assert Threads.mayWorkOn(out.getBuffer().length());
        return out.toString();
    }

    /**
     * The text of an object with one string of its top level replaced and every other byte as it was.
     *
     * @throws JsonException {@code MISSING} if there is no such field at the top, {@code ILL_TYPED} if it is no string
     */
    public static byte[] replaceText(byte[] object, String name, String value) {
        assert Threads.mayWorkOn(object.length);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = parser.currentName().equals(name);
                JsonToken token = parser.nextToken();
                if (found && token == JsonToken.VALUE_STRING) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getByteOffset();
                    return spliced(object, from, to, bytes(JsonNodeFactory.instance.stringNode(value)));
                }
                if (found) {
                    throw new JsonException(JsonException.Reason.ILL_TYPED, name, "The field must be a string.");
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            throw malformed(reason(e));
        }
        throw new JsonException(JsonException.Reason.MISSING, name, "Missing required parameter: '" + name + "'.");
    }

    private static byte[] spliced(byte[] text, int from, int to, byte[] piece) {
        byte[] result = new byte[text.length - (to - from) + piece.length];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(text, to, result, from + piece.length, text.length - to);
        return result;
    }

    private static JsonException malformed(String what) {
        return new JsonException(JsonException.Reason.MALFORMED, "", what);
    }

    /** What went wrong and where, without a piece of the text: it may hold a secret. */
    private static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        String what = message != null && message.contains("exceeds the maximum")
                ? "The JSON is too deep, too long or too large"
                : "The text is not valid JSON";
        return what + (e.getLocation() == null ? "" : place(e.getLocation())) + ".";
    }

    /** Where that is, for people. */
    static String place(TokenStreamLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
