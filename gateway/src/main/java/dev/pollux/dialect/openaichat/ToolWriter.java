package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import dev.pollux.model.Tools;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Writes the tools of a request into its body. */
final class ToolWriter {
    private final ObjectNode body;
    private final Losses losses;

    ToolWriter(ObjectNode body, Losses losses) {
        this.body = body;
        this.losses = losses;
    }

    void write(Tools tools) {
        ArrayNode offered = Json.array();
        tools.offered().forEach(tool -> tool(tool).ifPresent(offered::add));
        if (offered.isEmpty()) {
            // a choice among no tools is refused; only a forced one is missed
            losses.addIf(tools.choice().mode() == Mode.REQUIRED, "tool_choice");
            return;
        }
        body.set("tools", offered);
        choice(tools);
        tools.parallel().ifPresent(parallel -> body.put("parallel_tool_calls", parallel));
    }

    private Optional<ObjectNode> tool(Tool tool) {
        return switch (tool) {
            case Tool.Function function -> Optional.of(function(function));
            case Tool.Custom custom -> Optional.of(custom(custom));
            case Tool.Hosted hosted when hosted.kind() == Tool.Hosted.Kind.WEB_SEARCH -> {
                Nested.write(hosted.extras(), body.putObject("web_search_options"), losses);
                yield Optional.empty();
            }
            case Tool.Hosted hosted -> {
                losses.add(Words.of(hosted.kind()));
                yield Optional.empty();
            }
            case Tool.Opaque opaque when opaque.origin().equals(Words.DIALECT) -> Optional.of(opaque.json());
            case Tool.Opaque opaque -> {
                losses.add(opaque.kind());
                yield Optional.empty();
            }
        };
    }

    private ObjectNode function(Tool.Function function) {
        ObjectNode shape = Json.object().put("type", "function");
        ObjectNode inner = shape.putObject("function").put("name", function.name());
        function.description().ifPresent(description -> inner.put("description", description));
        function.schema().ifPresent(schema -> inner.set("parameters", schema));
        function.strict().ifPresent(strict -> inner.put("strict", strict));
        return marked(shape, function.marks());
    }

    private ObjectNode custom(Tool.Custom custom) {
        ObjectNode shape = Json.object().put("type", "custom");
        ObjectNode inner = shape.putObject("custom").put("name", custom.name());
        custom.description().ifPresent(description -> inner.put("description", description));
        custom.format().ifPresent(format -> inner.set("format", nested(format)));
        return marked(shape, custom.marks());
    }

    private static ObjectNode nested(ObjectNode format) {
        if (!format.path("type").asString("").equals("grammar")) {
            return format;
        }
        ObjectNode grammar = format.deepCopy();
        grammar.remove("type");
        ObjectNode nested = Json.object().put("type", "grammar");
        nested.set("grammar", grammar);
        return nested;
    }

    private ObjectNode marked(ObjectNode shape, Marks marks) {
        losses.addIf(marks.cache().isPresent(), "cache_control");
        Nested.write(marks.extras(), shape, losses);
        return shape;
    }

    private void choice(Tools tools) {
        ToolChoice choice = tools.choice();
        switch (choice.mode()) {
            case UNSET -> {
                // the default is left unsaid
            }
            case NONE -> body.put("tool_choice", "none");
            case AUTO, REQUIRED -> {
                if (choice.names().isEmpty()) {
                    body.put("tool_choice", Words.of(choice.mode()));
                } else if (choice.mode() == Mode.REQUIRED && choice.names().size() == 1) {
                    body.set("tool_choice", named(tools, choice.names().getFirst()));
                } else {
                    allowed(tools);
                }
            }
        }
    }

    private void allowed(Tools tools) {
        ObjectNode allowed = body.putObject("tool_choice").put("type", "allowed_tools").putObject("allowed_tools")
                .put("mode", Words.of(tools.choice().mode()));
        ArrayNode names = allowed.putArray("tools");
        tools.choice().names().forEach(name -> names.add(named(tools, name)));
    }

    private static ObjectNode named(Tools tools, String name) {
        boolean custom = tools.offered().stream()
                .anyMatch(tool -> tool instanceof Tool.Custom known && known.name().equals(name));
        String type = custom ? "custom" : "function";
        ObjectNode named = Json.object().put("type", type);
        named.putObject(type).put("name", name);
        return named;
    }
}
