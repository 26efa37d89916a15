package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Marks;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request, which are flat here, and the choice among them. */
final class ToolReader {
    private final Fields body;
    private final Set<String> taken = new HashSet<>();
    private final List<Tool> offered = new ArrayList<>();

    ToolReader(Fields body) {
        this.body = body;
        body.any("tools").ifPresent(this::read);
    }

    List<Tool> offered() {
        return offered;
    }

    private void read(JsonNode tools) {
        if (!(tools instanceof ArrayNode array)) {
            throw body.illTyped("tools", "an array", tools);
        }
        for (JsonNode tool : array) {
            taken.add(tool.path("name").asString(""));
        }
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof ObjectNode tool)) {
                throw body.illTyped("tools[" + i + "]", "an object", array.get(i));
            }
            tool(tool, "tools[" + i + "]");
        }
    }

    private void tool(ObjectNode node, String path) {
        Fields tool = Fields.of(node, path);
        String type = tool.requiredText("type");
        switch (type) {
            case "function", "custom" -> offered.add(own(tool, type, tool.requiredText("name"), Json.object()));
            case "namespace" -> namespace(node, tool);
            case "code_interpreter" -> offered.add(interpreter(tool));
            case String search when search.startsWith("web_search") -> offered.add(new Tool.Hosted(
                    Tool.Hosted.Kind.WEB_SEARCH, Places.at(hostedPlace(type), tool.rest())));
            default -> offered.add(new Tool.Opaque(Words.DIALECT, type, node));
        }
    }

    /** The place of a hosted tool also says which of several types of one kind it has. */
    private static String hostedPlace(String type) {
        return type.equals("web_search") ? Places.TOOL : "tools[" + type + "]";
    }

    private static Tool interpreter(Fields tool) {
        ObjectNode rest = tool.rest();
        if (ToolWriter.OWN_CONTAINER.equals(rest.get("container"))) {
            rest.remove("container");
        }
        return new Tool.Hosted(Tool.Hosted.Kind.CODE_EXECUTION, Places.at(Places.TOOL, rest));
    }

    /** A tool of the client; {@code more} is what its extras hold beside its own fields. */
    private static Tool own(Fields tool, String type, String name, ObjectNode more) {
        tool.skip("type");
        tool.skip("name");
        Optional<String> description = tool.text("description");
        if (type.equals("custom")) {
            Optional<ObjectNode> format = tool.tree("format");
            return new Tool.Custom(name, description, format, marks(tool, more));
        }
        Optional<ObjectNode> schema = tool.tree("parameters");
        Optional<Boolean> strict = tool.flag("strict");
        return new Tool.Function(name, description, schema, strict, marks(tool, more));
    }

    private static Marks marks(Fields tool, ObjectNode more) {
        ObjectNode rest = tool.rest();
        rest.setAll(more);
        return Marks.of(Places.at(Places.TOOL, rest));
    }

    private void namespace(ObjectNode node, Fields namespace) {
        String outer = namespace.requiredText("name");
        List<Fields> inner = namespace.objects("tools");
        ObjectNode about = node.deepCopy();
        about.remove(List.of("tools", "type"));
        if (inner.isEmpty() || !inner.stream().allMatch(ToolReader::isOwn)) {
            offered.add(new Tool.Opaque(Words.DIALECT, "namespace", node));
            return;
        }
        for (Fields tool : inner) {
            ObjectNode more = Json.object();
            more.set("namespace", about);
            String name = tool.requiredText("name");
            if (taken.add(name)) {
                offered.add(own(tool, tool.requiredText("type"), name, more));
            } else {
                more.put("name", name);
                offered.add(own(tool, tool.requiredText("type"), outer + "__" + name, more));
            }
        }
    }

    private static boolean isOwn(Fields tool) {
        String type = tool.text("type").orElse("");
        return type.equals("function") || type.equals("custom");
    }

    /** The choice; a form that only this dialect knows goes to {@code extras}. */
    ToolChoice choice(ObjectNode extras) {
        Optional<JsonNode> found = body.any("tool_choice");
        if (found.isEmpty()) {
            return ToolChoice.UNSET;
        }
        Optional<ToolChoice> choice = switch (found.get()) {
            case ObjectNode object -> choice(object, Fields.of(object, "tool_choice"));
            case JsonNode word when word.isString() -> mode(word.stringValue()).map(ToolChoice::new);
            default -> throw body.illTyped("tool_choice", "a string or an object", found.get());
        };
        if (choice.isEmpty()) {
            extras.set("tool_choice", found.get());
        }
        return choice.orElse(ToolChoice.UNSET);
    }

    private Optional<ToolChoice> choice(ObjectNode node, Fields choice) {
        return switch (choice.requiredText("type")) {
            case "function", "custom" -> Optional.of(new ToolChoice(Mode.REQUIRED, List.of(name(node, choice))));
            case "allowed_tools" -> {
                var names = new ArrayList<String>();
                ArrayNode tools = node.get("tools") instanceof ArrayNode array ? array : Json.array();
                for (JsonNode tool : tools) {
                    String type = tool.path("type").asString("");
                    if ((type.equals("function") || type.equals("custom")) && tool instanceof ObjectNode object) {
                        names.add(name(object, Fields.of(object, "tool_choice.tools[]")));
                    }
                }
                Optional<Mode> mode = mode(choice.text("mode").orElse("auto"));
                yield names.isEmpty() || names.size() < tools.size()
                        ? Optional.empty()
                        : mode.map(known -> new ToolChoice(known, names));
            }
            default -> Optional.empty();
        };
    }

    private String name(ObjectNode node, Fields choice) {
        String name = choice.requiredText("name");
        String namespace = node.path("namespace").asString("");
        return new Namespaces(offered).offered(new Namespaces.Inner(namespace, name)).orElse(name);
    }

    private static Optional<Mode> mode(String word) {
        return switch (word) {
            case "auto" -> Optional.of(Mode.AUTO);
            case "none" -> Optional.of(Mode.NONE);
            case "required" -> Optional.of(Mode.REQUIRED);
            default -> Optional.empty();
        };
    }
}
