package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.wire.Sheet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The fields and enums a request may hold, read from {@code fields.txt}. */
final class Shapes {
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    private final Map<String, Map<String, Field>> messages = new HashMap<>();
    private final Map<String, Words> enums = new HashMap<>();

    Shapes() {
        Map<String, Field> fields = Map.of();
        for (String line : Sheet.content("gemini/fields.txt").split("\n", -1)) {
            String[] words = line.strip().split(" ", -1);
            switch (line.startsWith(" ") ? "field" : words[0]) {
                case "", "#" -> {
                }
                case "message" -> {
                    fields = new LinkedHashMap<>();
                    messages.put(words[1], fields);
                }
                case "enum" -> enums.put(words[1],
                        new Words("google.ai.generativelanguage.v1beta." + words[2],
                                List.of(words).subList(3, words.length)));
                default -> {
                    Field field = field(words[0], words[1]);
                    fields.put(field.name(), field);
                    fields.put(snake(field.name()), field);
                }
            }
        }
    }

    private static Field field(String name, String typed) {
        String[] halves = typed.split("\\|", -1);
        String type = halves[0];
        boolean repeated = type.endsWith("[]");
        return new Field(name, repeated ? type.substring(0, type.length() - 2) : type, repeated,
                halves.length > 1 ? halves[1] : "");
    }

    /** A field: its canonical name, its type, whether it repeats, and the oneof it belongs to, empty for none. */
    record Field(String name, String type, boolean repeated, String oneof) {}

    /** An enum: its full name and its words. */
    record Words(String fullName, List<String> words) {}

    boolean isEnum(String type) {
        return enums.containsKey(type);
    }

    boolean isMessage(String type) {
        return messages.containsKey(type);
    }

    /** The fields of a message under both their names. */
    Map<String, Field> fields(String message) {
        Map<String, Field> fields = messages.get(message);
        if (fields == null) {
            throw new IllegalArgumentException("no message " + message);
        }
        return fields;
    }

    Words words(String type) {
        Words words = enums.get(type);
        if (words == null) {
            throw new IllegalArgumentException("no enum " + type);
        }
        return words;
    }

    /** {@code thinkingConfig} as {@code thinking_config}. */
    static String snake(String camel) {
        return UPPER.matcher(camel).replaceAll("_$0").toLowerCase(Locale.ROOT);
    }
}
