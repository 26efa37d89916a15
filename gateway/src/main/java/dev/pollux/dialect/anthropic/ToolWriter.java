package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import dev.pollux.model.Tools;
import dev.pollux.schema.SchemaCompiler;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Writes the tools that a vendor's model may ask for. */
final class ToolWriter {
    private final ObjectNode body;
    private final Losses losses;

    ToolWriter(ObjectNode body, Losses losses) {
        this.body = body;
        this.losses = losses;
    }

    /** Whether the model must call a tool. */
    boolean write(Tools tools) {
        ToolChoice choice = tools.choice();
        // Anthropic knows no set of allowed tools, so the others are not offered at all; one that is forced has a form
        boolean named = choice.mode() == Mode.REQUIRED && choice.names().size() == 1;
        boolean limited = !choice.names().isEmpty() && !named;
        ArrayNode written = Json.array();
        for (Tool tool : tools.offered()) {
            if (!limited || name(tool).filter(choice.names()::contains).isPresent()) {
                tool(tool).ifPresent(written::add);
            }
        }
        if (written.isEmpty()) {
            losses.addIf(choice.mode() == Mode.REQUIRED, "tool_choice");
            return false;
        }
        body.set("tools", written);
        if (named && !isOffered(choice.names().getFirst(), written)) {
            losses.add("tool_choice");
            return false;
        }
        choice(choice, named, tools.parallel());
        return choice.mode() == Mode.REQUIRED;
    }

    private void choice(ToolChoice choice, boolean named, Optional<Boolean> parallel) {
        if (choice.mode() == Mode.UNSET && parallel.isEmpty()) {
            return;
        }
        String type = switch (choice.mode()) {
            case UNSET, AUTO -> "auto";
            case NONE -> "none";
            case REQUIRED -> named ? "tool" : "any";
        };
        ObjectNode node = body.putObject("tool_choice").put("type", type);
        if (named) {
            node.put("name", choice.names().getFirst());
        }
        if (choice.mode() != Mode.NONE) {
            parallel.ifPresent(several -> node.put("disable_parallel_tool_use", !several));
        }
    }

    private static boolean isOffered(String name, ArrayNode written) {
        return written.valueStream().anyMatch(tool -> tool.path("name").asString("").equals(name));
    }

    private static Optional<String> name(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function.name());
            case Tool.Custom custom -> Optional.of(custom.name());
            case Tool.Hosted _,Tool.Opaque _ -> Optional.empty();
        };
    }

    private Optional<ObjectNode> tool(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function(function));
            case Tool.Custom custom -> {
                losses.add("tools[].custom");
                custom.marks().extras().report(losses);
                yield Optional.empty();
            }
            case Tool.Hosted hosted -> Optional.of(hosted(hosted));
            case Tool.Opaque opaque when opaque.origin().equals(NAME) -> Optional.of(opaque.json());
            case Tool.Opaque foreign -> {
                losses.add(foreign.kind());
                yield Optional.empty();
            }
        };
    }

    private ObjectNode function(Tool.Function function) {
        ObjectNode node = Json.object().put("name", function.name());
        function.description().ifPresent(description -> node.put("description", description));
        ObjectNode schema = function.schema().orElseGet(() -> Json.object().put("type", "object"));
        node.set("input_schema",
                SchemaCompiler.compile(schema, SchemaTarget.ANTHROPIC, "tools[].parameters", losses));
        function.strict().ifPresent(strict -> node.put("strict", strict));
        Caching.write(node, function.marks(), losses);
        return node;
    }

    private ObjectNode hosted(Tool.Hosted hosted) {
        ObjectNode node = Json.object();
        node.put("type", hosted.extras().note(NAME, ToolReader.NOTE_TYPE).map(type -> type.asString())
                .orElseGet(() -> type(hosted.kind())));
        node.put("name", hosted.extras().note(NAME, ToolReader.NOTE_NAME).map(name -> name.asString())
                .orElseGet(() -> ToolReader.name(hosted.kind())));
        hosted.extras().writeTo(node, NAME, losses);
        return node;
    }

    /** The dated type that all current models know. */
    private static String type(Tool.Hosted.Kind kind) {
        return switch (kind) {
            case WEB_SEARCH -> "web_search_20250305";
            case WEB_FETCH -> "web_fetch_20250910";
            case CODE_EXECUTION -> "code_execution_20250825";
        };
    }
}
