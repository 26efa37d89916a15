package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import dev.pollux.model.Tools;
import dev.pollux.schema.SchemaCompiler;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.Optional;

/** Writes the tools of a request, in their namespaces again, and the choice among them. */
final class ToolWriter {
    /** The container that a code interpreter gets when nobody asks for another. */
    static final ObjectNode OWN_CONTAINER = Json.object().put("type", "auto");

    private final Tools tools;
    private final Namespaces namespaces;
    private final Losses losses;

    ToolWriter(Tools tools, Losses losses) {
        this.tools = tools;
        this.namespaces = new Namespaces(tools.offered());
        this.losses = losses;
    }

    ArrayNode offered() {
        ArrayNode written = Json.array();
        for (Tool tool : tools.offered()) {
            switch (tool) {
                case Tool.Function function -> place(written, function(function), function.marks());
                case Tool.Custom custom -> place(written, custom(custom), custom.marks());
                case Tool.Hosted hosted -> hosted(hosted).ifPresent(written::add);
                case Tool.Opaque opaque when opaque.origin().equals(Words.DIALECT) -> written.add(opaque.json());
                case Tool.Opaque opaque -> losses.add(opaque.kind());
            }
        }
        return written;
    }

    /** Puts a tool into its namespace, which is the one before it if it is the same. */
    private static void place(ArrayNode written, ObjectNode tool, Marks marks) {
        Optional<ObjectNode> namespace = Namespaces.of(marks);
        if (namespace.isEmpty()) {
            written.add(tool);
            return;
        }
        JsonNode last = written.isEmpty() ? Json.object() : written.get(written.size() - 1);
        if (last instanceof ObjectNode open && open.path("type").asString("").equals("namespace")
                && open.path("name").equals(namespace.get().path("name"))
                && open.get("tools") instanceof ArrayNode inner) {
            inner.add(tool);
            return;
        }
        ObjectNode fresh = Json.object().put("type", "namespace");
        fresh.setAll(namespace.get());
        fresh.putArray("tools").add(tool);
        written.add(fresh);
    }

    private ObjectNode function(Tool.Function function) {
        boolean own = function.marks().extras().isOf(Words.DIALECT);
        ObjectNode written = Json.object().put("type", "function").put("name", name(function.name()));
        function.description().ifPresent(text -> written.put("description", text));
        boolean strict = function.strict().orElse(false);
        function.schema().map(schema -> strict
                ? schema
                : SchemaCompiler.compile(schema, SchemaTarget.PLAIN, "tools[].parameters", losses))
                .ifPresent(schema -> written.set("parameters", schema));
        function.strict().ifPresent(flag -> written.put("strict", flag));
        if (!own) {
            noArguments(written);
        }
        marks(function.marks(), written);
        return written;
    }

    /** Other dialects may leave out what must be said here: no arguments, and no strictness unless asked for. */
    private static void noArguments(ObjectNode function) {
        if (!function.has("parameters")) {
            function.putObject("parameters").put("type", "object").putObject("properties");
        }
        if (!function.has("strict")) {
            function.put("strict", false);
        }
    }

    private ObjectNode custom(Tool.Custom custom) {
        ObjectNode written = Json.object().put("type", "custom").put("name", name(custom.name()));
        custom.description().ifPresent(text -> written.put("description", text));
        custom.format().ifPresent(format -> written.set("format", format));
        marks(custom.marks(), written);
        return written;
    }

    private String name(String offered) {
        return namespaces.inner(offered).map(Namespaces.Inner::name).orElse(offered);
    }

    private void marks(Marks marks, ObjectNode written) {
        losses.addIf(marks.cache().isPresent(), "cache_control");
        marks.extras().writeTo(written, Words.DIALECT, losses);
        if (Namespaces.of(marks).isPresent()) {
            written.remove("namespace");
        }
    }

    private Optional<ObjectNode> hosted(Tool.Hosted tool) {
        ObjectNode written = Json.object();
        switch (tool.kind()) {
            case WEB_SEARCH -> written.put("type", searchType(tool.extras()));
            case CODE_EXECUTION -> written.put("type", "code_interpreter");
            case WEB_FETCH -> {
                losses.add("web_fetch");
                return Optional.empty();
            }
        }
        tool.extras().writeTo(written, Words.DIALECT, losses);
        if (tool.kind() == Tool.Hosted.Kind.CODE_EXECUTION && !written.has("container")) {
            written.set("container", OWN_CONTAINER);
        }
        return Optional.of(written);
    }

    private static String searchType(Extras extras) {
        String place = extras.place();
        return extras.isOf(Words.DIALECT) && place.startsWith("tools[web_search")
                ? place.substring("tools[".length(), place.length() - 1)
                : "web_search";
    }

    /** The choice, if the client made one that this dialect shares. */
    Optional<JsonNode> choice() {
        ToolChoice choice = tools.choice();
        if (choice.mode() == Mode.UNSET) {
            return Optional.empty();
        }
        if (choice.mode() == Mode.NONE || choice.names().isEmpty()) {
            return Optional.of(StringNode.valueOf(Words.of(choice.mode())));
        }
        if (choice.mode() == Mode.REQUIRED && choice.names().size() == 1) {
            return Optional.of(chosen(choice.names().getFirst()));
        }
        ObjectNode allowed = Json.object().put("type", "allowed_tools").put("mode", Words.of(choice.mode()));
        ArrayNode names = allowed.putArray("tools");
        choice.names().forEach(name -> names.add(chosen(name)));
        return Optional.of(allowed);
    }

    private ObjectNode chosen(String offered) {
        boolean custom = tools.offered().stream()
                .anyMatch(tool -> tool instanceof Tool.Custom found && found.name().equals(offered));
        ObjectNode written = Json.object().put("type", custom ? "custom" : "function").put("name", name(offered));
        namespaces.inner(offered).ifPresent(inner -> written.put("namespace", inner.namespace()));
        return written;
    }
}
