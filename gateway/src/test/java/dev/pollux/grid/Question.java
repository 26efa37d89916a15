package dev.pollux.grid;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The beginning of a conversation. */
record Question(String model, String words, Set<Wish> wishes) {
    /** A picture of one pixel. */
    static final String PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** The schema of a structured answer. */
    static final Map<String, Object> PERSON = object(Map.of("name", Map.of("type", "string"), "age",
            Map.of("type", "integer"), "tags", Map.of("type", "array", "items", Map.of("type", "string"))));

    /** The tools by name, each with the schema of its arguments. */
    static final Map<String, Map<String, Object>> TOOLS = Map.of(
            "weather", object(Map.of("city", Map.of("type", "string", "enum", List.of("Oslo", "Rome")), "days",
                    Map.of("type", "integer"))),
            "clock", object(Map.of("zone", Map.of("type", "string"))));

    Question {
        wishes = Set.copyOf(wishes);
    }

    /** What a question asks for beside an answer in words. */
    enum Wish {
        TOOLS, REASONING, STRUCTURE, PICTURE
    }

    boolean wants(Wish wish) {
        return wishes.contains(wish);
    }

    /** An object that has just these properties. */
    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "properties", properties, "required", List.copyOf(properties.keySet()),
                "additionalProperties", false);
    }
}
