package dev.pollux.dialect.gemini;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import dev.pollux.model.Tools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tools} and {@code toolConfig}. */
final class ToolReader {

    private ToolReader() {}

    static Tools read(Fields body, ObjectNode inner) {
        var offered = new ArrayList<Tool>();
        for (Fields tool : body.oneOrMore("tools")) {
            for (Fields declaration : tool.oneOrMore("functionDeclarations")) {
                offered.add(function(declaration));
            }
            for (Map.Entry<String, JsonNode> other : tool.rest().properties()) {
                offered.add(other(tool.path(other.getKey()), Words.camel(other.getKey()), other.getValue()));
            }
        }
        Optional<Fields> config = body.object("toolConfig");
        Optional<Fields> calling = config.flatMap(fields -> fields.object("functionCallingConfig"));
        Optional<String> mode = calling.flatMap(fields -> fields.text("mode"))
                .map(word -> word.toUpperCase(Locale.ROOT));
        List<String> names = calling.map(fields -> fields.texts("allowedFunctionNames")).orElse(List.of());
        ToolChoice choice = mode.map(word -> choice(word, names, inner)).orElse(new ToolChoice(Mode.UNSET, names));
        calling.ifPresent(
                fields -> Inner.gather(inner, "toolConfig.functionCallingConfig", fields.rest()));
        config.ifPresent(fields -> Inner.gather(inner, "toolConfig", fields.rest()));
        if (mode.filter("VALIDATED"::equals).isPresent()) {
            offered.replaceAll(ToolReader::strict);
        }
        return new Tools(offered, choice, Optional.empty());
    }

    private static ToolChoice choice(String mode, List<String> names, ObjectNode inner) {
        return switch (mode) {
            case "AUTO", "VALIDATED" -> new ToolChoice(Mode.AUTO, names);
            case "ANY" -> new ToolChoice(Mode.REQUIRED, names);
            case "NONE" -> new ToolChoice(Mode.NONE, names);
            case "MODE_UNSPECIFIED" -> new ToolChoice(Mode.UNSET, names);
            default -> {
                inner.put("toolConfig.functionCallingConfig.mode", mode);
                yield new ToolChoice(Mode.UNSET, names);
            }
        };
    }

    private static Tool function(Fields declaration) {
        String name = declaration.requiredText("name");
        Optional<String> description = declaration.text("description");
        Optional<ObjectNode> standard = declaration.tree("parametersJsonSchema").map(SchemaReader::standard);
        Optional<ObjectNode> schema = standard.isPresent()
                ? standard
                : declaration.tree("parameters").map(SchemaReader::converted);
        return new Tool.Function(name, description, schema, Optional.empty(),
                Marks.of(Extras.of(Gemini.NAME, declaration.path(), declaration.rest())));
    }

    private static Tool strict(Tool tool) {
        return tool instanceof Tool.Function f
                ? new Tool.Function(f.name(), f.description(), f.schema(), Optional.of(true), f.marks())
                : tool;
    }

    private static Tool other(String path, String name, JsonNode settings) {
        Optional<Tool.Hosted.Kind> hosted = Words.hosted(name);
        return hosted.isPresent() && settings instanceof ObjectNode object
                ? new Tool.Hosted(hosted.get(), Extras.from(Gemini.NAME, path, object))
                : new Tool.Opaque(Gemini.NAME, Words.snake(name), Json.object().set(name, settings));
    }
}
