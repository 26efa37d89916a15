package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ways of {@code tool_choice} that the vendor knows.
 *
 * <p>Where another way comes to the same it is taken: one tool alone that must be called is the tool by its name, no
 * tool allowed is no tool offered. Else the model may choose, and that is a loss.
 *
 * @param known of {@code auto}, {@code none}, {@code required}, {@code named}
 * @param required the vendor's word for {@code required}
 */
record Forced(Set<String> known, String required) implements Quirk {
    private static final String FIELD = "tool_choice";

    @Override
    public void apply(ObjectNode body, Case about) {
        JsonNode choice = body.path(FIELD);
        if (choice.path("type").asString("").equals("allowed_tools")) {
            JsonNode allowed = choice.path("allowed_tools");
            Set<String> names = allowed.path("tools").valueStream().map(Forced::name).collect(Collectors.toSet());
            keep(body, names);
            body.put(FIELD, allowed.path("mode").asString("auto"));
        } else if (choice.isObject() && !known.contains("named")) {
            keep(body, Set.of(name(choice)));
            body.put(FIELD, "required");
        }
        word(body, about);
    }

    private void word(ObjectNode body, Case about) {
        String word = body.path(FIELD).asString("");
        if (word.isEmpty()) {
            return;
        }
        if (known.contains(word)) {
            body.put(FIELD, word.equals("required") ? required : word);
        } else if (word.equals("none")) {
            body.remove(List.of("tools", FIELD, "parallel_tool_calls"));
        } else if (word.equals("required")) {
            if (known.contains("named") && body.path("tools").size() == 1) {
                body.putObject(FIELD).put("type", "function").putObject("function")
                        .put("name", name(body.path("tools").path(0)));
            } else {
                about.losses().add(FIELD);
                body.put(FIELD, "auto");
            }
        }
    }

    private static void keep(ObjectNode body, Set<String> names) {
        if (body.path("tools") instanceof ArrayNode tools) {
            tools.removeIf(tool -> !names.contains(name(tool)));
        }
    }

    private static String name(JsonNode tool) {
        return tool.path(tool.path("type").asString("function")).path("name").asString("");
    }
}
