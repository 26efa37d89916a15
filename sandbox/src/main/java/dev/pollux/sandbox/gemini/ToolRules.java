package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Catalog.Model;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The rules about tools and about the schemas in Google's own form. */
final class ToolRules {
    private static final Set<String> FORMATS = Set.of("enum", "date-time");

    private ToolRules() {}

    static void check(JsonNode request, Model model) {
        Set<String> names = new HashSet<>();
        boolean builtIn = false;
        for (int t = 0; t < request.path("tools").size(); t++) {
            JsonNode tool = request.path("tools").get(t);
            builtIn |= tool.propertyNames().stream().anyMatch(name -> !name.equals("functionDeclarations"));
            for (int d = 0; d < tool.path("functionDeclarations").size(); d++) {
                declaration(tool.path("functionDeclarations").get(d),
                        "tools[" + t + "].function_declarations[" + d + "]", names);
            }
        }
        JsonNode calling = request.path("toolConfig").path("functionCallingConfig");
        String mode = calling.path("mode").asString("AUTO");
        if (!calling.path("allowedFunctionNames").isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED")) {
            throw Refusals.field("tool_config.function_calling_config.allowed_function_names",
                    "allowed_function_names should be set only when function calling mode is ANY or VALIDATED.");
        }
        for (JsonNode allowed : calling.path("allowedFunctionNames")) {
            if (!names.contains(Json.text(allowed))) {
                throw Refusals.invalid(
                        "allowed_function_names contains a function that is not declared: " + Json.text(allowed));
            }
        }
        if (names.isEmpty()) {
            return;
        }
        boolean shared = model.version() >= 3 && !mode.equals("AUTO")
                && request.path("toolConfig").path("includeServerSideToolInvocations").asBoolean(false);
        if (builtIn && !shared) {
            throw Refusals.invalid("Built-in tools and Function Calling cannot be combined in the same request.");
        }
        boolean json = Json.text(request.path("generationConfig").path("responseMimeType")).equals("application/json");
        if (json && model.version() > 0 && (model.version() < 3 || mode.equals("ANY"))) {
            throw Refusals.invalid("Function calling with a response mime type: 'application/json' is unsupported");
        }
    }

    private static void declaration(JsonNode declaration, String path, Set<String> names) {
        String name = Json.text(declaration.path("name"));
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.:-]{0,127}")) {
            throw Refusals.field(path + ".name",
                    "Invalid function name. Must start with a letter or an underscore. Must be "
                            + "alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum "
                            + "length of 128.");
        }
        if (!names.add(name)) {
            throw Refusals.invalid("Duplicate function declaration found: " + name);
        }
        if (declaration.has("parameters") && declaration.has("parametersJsonSchema")) {
            throw Refusals.field(path, "only one of parameters and parameters_json_schema may be set.");
        }
        if (declaration.has("parameters")) {
            schema(declaration.get("parameters"), path + ".parameters", true);
        }
    }

    /**
     * @param strict whether it describes function parameters, where the rules are narrower
     */
    static void schema(JsonNode schema, String path, boolean strict) {
        String type = Json.text(schema.path("type")).toUpperCase(Locale.ROOT);
        for (int i = 0; i < schema.path("enum").size(); i++) {
            if (Json.text(schema.path("enum").get(i)).isEmpty()) {
                throw Refusals.field(path + ".enum[" + i + "]", "cannot be empty");
            }
        }
        if (type.equals("OBJECT") && strict && schema.path("properties").isEmpty()) {
            throw Refusals.field(path + ".properties", "should be non-empty for OBJECT type");
        }
        if (type.equals("ARRAY") && !schema.has("items")) {
            throw Refusals.field(path + ".items", "missing field.");
        }
        String format = Json.text(schema.path("format"));
        if (type.equals("STRING") && strict && !format.isEmpty() && !FORMATS.contains(format)) {
            throw Refusals.field(path + ".format", "only 'enum' and 'date-time' are supported for STRING type");
        }
        for (int i = 0; i < schema.path("required").size(); i++) {
            if (!schema.path("properties").has(Json.text(schema.path("required").get(i)))) {
                throw Refusals.field(path + ".required[" + i + "]", "property is not defined");
            }
        }
        for (var property : schema.path("properties").properties()) {
            schema(property.getValue(), path + ".properties[" + property.getKey() + "]", strict);
        }
        if (schema.has("items")) {
            schema(schema.get("items"), path + ".items", strict);
        }
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            schema(schema.path("anyOf").get(i), path + ".any_of[" + i + "]", strict);
        }
    }
}
