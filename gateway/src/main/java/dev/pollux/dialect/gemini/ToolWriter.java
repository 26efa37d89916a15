package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.ToolChoice.Mode;
import dev.pollux.model.Tools;
import dev.pollux.schema.SchemaCompiler;
import dev.pollux.schema.SchemaTarget;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;

/** Writes {@code tools} and {@code toolConfig}. */
final class ToolWriter {
    private final ModelFacts facts;
    private final Losses losses;

    ToolWriter(ModelFacts facts, Losses losses) {
        this.facts = facts;
        this.losses = losses;
    }

    void write(Tools tools, ObjectNode body) {
        boolean functions = tools.hasFunctions();
        ArrayNode written = Json.array();
        ArrayNode declarations = Json.array();
        boolean strict = false;
        boolean hosted = false;
        for (Tool tool : tools.offered()) {
            switch (tool) {
                case Tool.Function function -> {
                    if (declarations.isEmpty()) {
                        written.addObject().set("functionDeclarations", declarations);
                    }
                    declarations.add(declaration(function));
                    strict |= function.strict().orElse(false);
                }
                case Tool.Custom custom -> {
                    losses.add("tools[].custom");
                    custom.marks().extras().report(losses);
                }
                case Tool.Hosted own -> {
                    if (tools.choice().mode() == Mode.NONE) {
                        // the mode NONE would stop functions only
                        continue;
                    }
                    if (functions && !mixes(own)) {
                        losses.add(own.kind().name().toLowerCase(Locale.ROOT));
                        continue;
                    }
                    hosted = true;
                    Inner.write(own.extras(), written.addObject().putObject(Words.tool(own.kind())), losses);
                }
                case Tool.Opaque opaque when opaque.origin().equals(Gemini.NAME) -> written.add(opaque.json());
                case Tool.Opaque opaque -> losses.add(opaque.kind());
            }
        }
        losses.addIf(tools.parallel().filter(parallel -> !parallel).isPresent(), "parallel_tool_calls");
        if (!written.isEmpty()) {
            body.set("tools", written);
        }
        if (functions) {
            boolean mixed = hosted && facts.has(Trait.MIXED_TOOLS);
            choice(tools.choice(), strict || mixed, body);
            if (mixed) {
                Inner.object(body, "toolConfig").put("includeServerSideToolInvocations", true);
            }
        } else {
            losses.addIf(tools.choice().mode() == Mode.REQUIRED || !tools.choice().names().isEmpty(), "tool_choice");
        }
    }

    /**
     * Whether a hosted tool may stand beside functions: from Gemini 3 on, all others refuse the whole request.
     *
     * <p>Of a model that nobody knows, a client of Gemini may know more.
     */
    private boolean mixes(Tool.Hosted hosted) {
        return facts.has(Trait.MIXED_TOOLS)
                || (hosted.extras().isOf(Gemini.NAME) && Capability.of(facts, Trait.MIXED_TOOLS));
    }

    private ObjectNode declaration(Tool.Function function) {
        ObjectNode declaration = Json.object().put("name", function.name());
        function.description().filter(text -> !text.isEmpty())
                .ifPresent(text -> declaration.put("description", text));
        function.schema().filter(ToolWriter::takesArguments).ifPresent(schema -> declaration.set("parametersJsonSchema",
                SchemaCompiler.compile(schema, SchemaTarget.GEMINI, "tools[].parameters", losses)));
        losses.addIf(function.marks().cache().isPresent(), "cache_control");
        Inner.write(function.marks().extras(), declaration, losses);
        return declaration;
    }

    /** An object without properties is refused as the form of arguments; a function without a form takes none. */
    private static boolean takesArguments(ObjectNode schema) {
        JsonNode properties = schema.path("properties");
        boolean described = schema.has("$ref") || schema.has("anyOf") || schema.has("oneOf") || schema.has("allOf")
                || schema.path("additionalProperties").isObject();
        return described || (properties.isObject() && !properties.isEmpty());
    }

    private void choice(ToolChoice choice, boolean validated, ObjectNode body) {
        boolean named = !choice.names().isEmpty();
        String mode = switch (choice.mode()) {
            case NONE -> "NONE";
            case REQUIRED -> "ANY";
            // names may be told only with ANY and VALIDATED
            case AUTO -> validated || named ? "VALIDATED" : "AUTO";
            case UNSET -> validated || named ? "VALIDATED" : "";
        };
        if (mode.isEmpty()) {
            return;
        }
        ObjectNode calling = Inner.object(Inner.object(body, "toolConfig"), "functionCallingConfig");
        calling.put("mode", mode);
        if (named && choice.mode() != Mode.NONE) {
            ArrayNode names = calling.putArray("allowedFunctionNames");
            choice.names().forEach(names::add);
        }
    }
}
