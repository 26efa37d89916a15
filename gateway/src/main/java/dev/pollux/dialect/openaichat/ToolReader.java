package dev.pollux.dialect.openaichat;

import dev.pollux.json.Fields;
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
import java.util.Optional;

/** Reads the tools of a request, today's and those of the time of {@code functions}. */
final class ToolReader {
    private final Fields body;
    private final ObjectNode odd;

    /** @param odd gets what has a place and no meaning there */
    ToolReader(Fields body, ObjectNode odd) {
        this.body = body;
        this.odd = odd;
    }

    Tools read() {
        var tools = new ArrayList<Tool>();
        body.objects("tools").forEach(tool -> tools.add(tool(tool)));
        body.objects("functions").forEach(function -> tools.add(function(function, function)));
        body.tree("web_search_options").ifPresent(options -> tools.add(new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH,
                Extras.of(Words.DIALECT, "web_search_options", options))));
        ToolChoice choice = body.any("tool_choice").map(node -> choice("tool_choice", node))
                .or(() -> body.any("function_call").map(node -> choice("function_call", node)))
                .orElse(ToolChoice.UNSET);
        return new Tools(tools, choice, body.flag("parallel_tool_calls"));
    }

    private static Tool tool(Fields tool) {
        String type = tool.text("type").orElse("function");
        return switch (type) {
            case "function" -> function(tool, tool.object("function").orElseThrow(() -> tool.missing("function")));
            case "custom" -> custom(tool, tool.object("custom").orElseThrow(() -> tool.missing("custom")));
            default -> new Tool.Opaque(Words.DIALECT, type, tool.rest().put("type", type));
        };
    }

    private static Tool function(Fields tool, Fields function) {
        String name = function.requiredText("name");
        Optional<String> description = function.text("description");
        Optional<ObjectNode> schema = function.tree("parameters");
        Optional<Boolean> strict = function.flag("strict");
        Marks marks = tool == function ? Nested.marks(tool) : Nested.marks(tool, "function", function.rest());
        return new Tool.Function(name, description, schema, strict, marks);
    }

    private static Tool custom(Fields tool, Fields custom) {
        String name = custom.requiredText("name");
        Optional<String> description = custom.text("description");
        Optional<ObjectNode> format = custom.tree("format").map(ToolReader::flat);
        return new Tool.Custom(name, description, format, Nested.marks(tool, "custom", custom.rest()));
    }

    /** The grammar stands in an object of its own here, beside the type in the model. */
    private static ObjectNode flat(ObjectNode format) {
        if (!(format.get("grammar") instanceof ObjectNode grammar)) {
            return format;
        }
        ObjectNode flat = format.deepCopy();
        flat.remove("grammar");
        flat.setAll(grammar);
        return flat;
    }

    private ToolChoice choice(String field, JsonNode node) {
        Optional<ToolChoice> choice = node instanceof ObjectNode object
                ? named(Fields.of(object, field))
                : mode(node.asString("")).map(ToolChoice::new);
        if (choice.isEmpty()) {
            odd.set(field, node);
        }
        return choice.orElse(ToolChoice.UNSET);
    }

    private static Optional<Mode> mode(String word) {
        return switch (word) {
            case "auto" -> Optional.of(Mode.AUTO);
            case "none" -> Optional.of(Mode.NONE);
            case "required", "any" -> Optional.of(Mode.REQUIRED);
            default -> Optional.empty();
        };
    }

    private static Optional<ToolChoice> named(Fields choice) {
        // the object of function_call has no type
        String type = choice.text("type").orElse("");
        return switch (type) {
            case "" -> Optional.of(new ToolChoice(Mode.REQUIRED, List.of(choice.requiredText("name"))));
            case "function", "custom" -> {
                Fields named = choice.object(type).orElseThrow(() -> choice.missing(type));
                yield Optional.of(new ToolChoice(Mode.REQUIRED, List.of(named.requiredText("name"))));
            }
            case "allowed_tools" -> {
                Fields allowed = choice.object(type).orElseThrow(() -> choice.missing(type));
                yield allowed(allowed);
            }
            default -> Optional.empty();
        };
    }

    /** Empty where one of the tools has no name: then the choice is kept as it came. */
    private static Optional<ToolChoice> allowed(Fields allowed) {
        var names = new ArrayList<String>();
        for (Fields tool : allowed.objects("tools")) {
            String type = tool.text("type").orElse("function");
            Optional<String> name = tool.object(type).flatMap(inner -> inner.text("name"));
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return mode(allowed.text("mode").orElse("auto")).map(mode -> new ToolChoice(mode, names));
    }
}
