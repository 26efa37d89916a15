package dev.pollux.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

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

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(new Finite())
            .build();

    private Json() {}

    /** Refuses numbers that no double holds: written again they would be texts. */
    private static final class Finite extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public NumericNode numberNode(double value) {
            if (!Double.isFinite(value)) {
                throw new JsonException(JsonException.Reason.MALFORMED, "", "A number is too large.");
            }
            return super.numberNode(value);
        }
    }

    /**
     * Parses one whole document.
     *
     * @throws JsonException {@code MALFORMED} if the text is empty, no JSON, goes on after its end, or breaks a bound
     */
    public static JsonNode tree(byte[] utf8) {
        JsonNode tree;
        try {
            tree = utf8.length < LongStrings.LONG ? MAPPER.readTree(utf8) : longTree(utf8);
        } catch (JacksonException e) {
            throw new JsonException(JsonException.Reason.MALFORMED, "", reason(e));
        }
        if (tree == null || tree.isMissingNode()) {
            throw new JsonException(JsonException.Reason.MALFORMED, "", "The text is empty.");
        }
        return tree;
    }

    private static @Nullable JsonNode longTree(byte[] utf8) {
        try (JsonParser parser = new LongStrings(MAPPER.createParser(utf8), utf8)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw new JsonException(JsonException.Reason.MALFORMED, "", "The text goes on after its end.");
            }
            return tree;
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
        if (tree(utf8) instanceof ObjectNode object) {
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
        return MAPPER.writeValueAsBytes(tree);
    }

    /** The compact text of a tree. */
    public static String text(JsonNode tree) {
        return MAPPER.writeValueAsString(tree);
    }

    /**
     * The text of an object with one string of its top level replaced and every other byte as it was.
     *
     * @throws JsonException {@code MISSING} if there is no such field at the top, {@code ILL_TYPED} if it is no string
     */
    public static byte[] replaceText(byte[] object, String name, String value) {
        try (JsonParser parser = MAPPER.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = parser.currentName().equals(name);
                JsonToken token = parser.nextToken();
                if (found && token == JsonToken.VALUE_STRING) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getByteOffset();
                    return spliced(object, from, to, MAPPER.writeValueAsBytes(value));
                }
                if (found) {
                    throw new JsonException(JsonException.Reason.ILL_TYPED, name, "The field must be a string.");
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            throw new JsonException(JsonException.Reason.MALFORMED, "", reason(e));
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

    /** What went wrong and where, without a piece of the text: it may hold a secret. */
    private static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        String place = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
        if (message != null && message.startsWith("Duplicate")) {
            return "A name occurs twice in one object" + place + ".";
        }
        if (message != null && message.contains("exceeds the maximum")) {
            return "The JSON is too deep, too long or too large" + place + ".";
        }
        return "The text is not valid JSON" + place + ".";
    }
}
