package dev.pollux.vendor.quirk;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The quirks by the names that they have in the table of vendors. */
public final class Quirks {
    private Quirks() {}

    /** @throws IllegalArgumentException for a name that no quirk has */
    public static Quirk read(Fields entry) {
        Quirk quirk = one(entry);
        return entry.has("models") ? new OnlyModels(entry.texts("models"), quirk) : quirk;
    }

    private static Quirk one(Fields entry) {
        String name = entry.requiredText("quirk");
        return switch (name) {
            case "drop" -> new Drop(entry.texts("fields").stream().map(Place::new).toList(),
                    entry.flag("lossless").orElse(false));
            case "rename" -> new Rename(new Place(entry.requiredText("field")), entry.requiredText("to"));
            case "clamp" -> new Clamp(entry.requiredText("field"), entry.number("least").orElse(0),
                    entry.number("most").orElse(Double.MAX_VALUE));
            case "shorten" -> new Shorten(entry.requiredText("field"), entry.integer("most").orElseThrow());
            case "preset" -> new Preset(entry.requiredText("field"), entry.any("value").orElseThrow(),
                    texts(entry, "with"));
            case "no-developer" -> new NoDeveloper();
            case "needs-user" -> new NeedsUser();
            case "plain-text" -> new PlainText();
            case "functions-only" -> new FunctionsOnly();
            case "tool-choice" -> new Forced(Set.copyOf(entry.texts("known")),
                    entry.text("required").orElse("required"));
            case "tool-ids" -> new ToolIds();
            case "schemas" -> new Schemas(SchemaTarget.valueOf(upper(entry.requiredText("target"))));
            case "prompted-schema" -> new PromptedSchema();
            case "echo" -> new Echo(entry.requiredText("placeholder"), entry.flag("all").orElse(false));
            case "thoughts" -> new Thoughts(Thoughts.Form.valueOf(upper(entry.requiredText("form"))));
            case "effort" -> new Effort(
                    Effort.Control.valueOf(upper(entry.text("control").orElse("none"))), words(entry));
            case "stream-usage" -> new StreamUsage(entry.flag("needed").orElse(true));
            default -> throw new IllegalArgumentException("there is no quirk " + name);
        };
    }

    private static List<String> texts(Fields entry, String name) {
        return entry.has(name) ? entry.texts(name) : List.of();
    }

    private static Map<String, String> words(Fields entry) {
        JsonNode words = entry.any("words").orElseGet(Json::object);
        return words instanceof ObjectNode map
                ? map.propertyStream().collect(Collectors.toMap(Map.Entry::getKey, word -> word.getValue().asString()))
                : words.valueStream().collect(Collectors.toMap(JsonNode::asString, JsonNode::asString));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
