package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import dev.pollux.model.Tools;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** Reads the tools that a client offers, and which of them the model may ask for. */
final class ToolReader {
    /** Notes of a hosted tool: its dated type, and the name under which it is called. */
    static final String NOTE_TYPE = "type";
    static final String NOTE_NAME = "name";

    private ToolReader() {}

    /** @param kept gets what has no canonical place */
    static Tools read(Fields body, ObjectNode kept) {
        List<Tool> tools = body.objects("tools").stream().map(ToolReader::tool).toList();
        Optional<Fields> choice = body.object("tool_choice");
        if (choice.isEmpty()) {
            return new Tools(tools, ToolChoice.UNSET, Optional.empty());
        }
        Fields fields = choice.get();
        ToolChoice known = choice(fields);
        if (known.equals(ToolChoice.UNSET)) {
            body.tree("tool_choice").ifPresent(unknown -> kept.set("tool_choice", unknown));
            return new Tools(tools, known, Optional.empty());
        }
        Optional<Boolean> parallel = fields.flag("disable_parallel_tool_use").map(disabled -> !disabled);
        if (!fields.rest().isEmpty()) {
            kept.set("tool_choice", fields.rest());
        }
        return new Tools(tools, known, parallel);
    }

    private static ToolChoice choice(Fields fields) {
        return switch (fields.requiredText("type")) {
            case "auto" -> new ToolChoice(Mode.AUTO);
            case "any" -> new ToolChoice(Mode.REQUIRED);
            case "none" -> new ToolChoice(Mode.NONE);
            case "tool" -> new ToolChoice(Mode.REQUIRED, List.of(fields.requiredText("name")));
            default -> ToolChoice.UNSET;
        };
    }

    private static Tool tool(Fields fields) {
        Optional<String> type = fields.text("type");
        if (type.isEmpty() || type.get().equals("custom")) {
            return function(fields);
        }
        Optional<Tool.Hosted.Kind> kind = hosted(type.get());
        if (kind.isEmpty()) {
            ObjectNode json = Json.object().put("type", type.get());
            json.setAll(fields.rest());
            return new Tool.Opaque(NAME, type.get(), json);
        }
        String name = fields.text("name").orElse(name(kind.get()));
        Extras settings = Extras.of(NAME, fields.path(), fields.rest())
                .withNote(NAME, NOTE_TYPE, JsonNodeFactory.instance.stringNode(type.get()))
                .withNote(NAME, NOTE_NAME, JsonNodeFactory.instance.stringNode(name));
        return new Tool.Hosted(kind.get(), settings);
    }

    private static Tool function(Fields fields) {
        String name = fields.requiredText("name");
        Optional<String> description = fields.text("description");
        Optional<ObjectNode> schema = fields.tree("input_schema");
        if (schema.isEmpty()) {
            throw fields.missing("input_schema");
        }
        Optional<Boolean> strict = fields.flag("strict");
        return new Tool.Function(name, description, schema, strict, Caching.read(fields, Optional.empty()));
    }

    /** What a dated type does: {@code web_search_20250305} and its successors. */
    private static Optional<Tool.Hosted.Kind> hosted(String type) {
        if (type.startsWith("web_search_")) {
            return Optional.of(Tool.Hosted.Kind.WEB_SEARCH);
        }
        if (type.startsWith("web_fetch_")) {
            return Optional.of(Tool.Hosted.Kind.WEB_FETCH);
        }
        return type.startsWith("code_execution_") ? Optional.of(Tool.Hosted.Kind.CODE_EXECUTION) : Optional.empty();
    }

    static String name(Tool.Hosted.Kind kind) {
        return switch (kind) {
            case WEB_SEARCH -> "web_search";
            case WEB_FETCH -> "web_fetch";
            case CODE_EXECUTION -> "code_execution";
        };
    }
}
