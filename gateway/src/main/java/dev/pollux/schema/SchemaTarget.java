package dev.pollux.schema;

import dev.pollux.schema.Rules.Lists;
import dev.pollux.schema.Rules.Members;
import dev.pollux.schema.Rules.Trait;

import java.util.Set;

/** Who is to read a schema, and what he accepts. */
public enum SchemaTarget {
    /** Standard JSON Schema: untouched but for repairs. */
    PLAIN(new Rules(Set.of(Trait.ALL_KEYWORDS), Set.of(), Set.of(), Set.of(), Set.of(), Lists.ANY, Members.ANY,
            Set.of(), Compilation.MAX_DEPTH)),

    /** Gemini's {@code parametersJsonSchema} and {@code responseJsonSchema}. */
    GEMINI(new Rules(Set.of(Trait.REFERENCES, Trait.OPTIONAL_CYCLES),
            Set.of("$id", "$defs", "$ref", "$anchor", "type", "format", "title", "description", "enum", "items",
                    "prefixItems", "minItems", "maxItems", "minimum", "maximum", "anyOf", "oneOf", "properties",
                    "additionalProperties", "required", "propertyOrdering"),
            Set.of("$id", "$defs", "$anchor"), Set.of(), Set.of(), Lists.ONE_AND_NULL, Members.TEXTS_AND_NUMBERS,
            Set.of(), Compilation.MAX_DEPTH)),

    /** Gemini's {@code parameters} and {@code responseSchema}: OpenAPI 3.0 with types in capitals. */
    GEMINI_SCHEMA(new Rules(
            Set.of(Trait.OBJECT_ROOT, Trait.UNIONS_APART, Trait.TYPED, Trait.OPENAPI, Trait.HINTS),
            Set.of("type", "format", "title", "description", "nullable", "enum", "items", "minItems", "maxItems",
                    "properties", "required", "minProperties", "maxProperties", "minLength", "maxLength", "pattern",
                    "minimum", "maximum", "anyOf", "propertyOrdering", "default", "example"),
            Set.of(), Set.of("title", "description", "nullable", "default", "example"),
            Set.of("enum", "date-time", "int32", "int64", "float", "double"), Lists.NONE, Members.TEXTS, Set.of(),
            Compilation.MAX_DEPTH)),

    /** OpenAI with {@code strict: true}. */
    OPENAI_STRICT(new Rules(
            Set.of(Trait.REFERENCES, Trait.OBJECT_ROOT, Trait.UNIONS_APART, Trait.TYPED, Trait.CLOSED),
            Set.of("$defs", "$ref", "type", "format", "title", "description", "enum", "const", "items", "minItems",
                    "maxItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern",
                    "anyOf", "properties", "additionalProperties", "required"),
            Set.of("$defs"), Set.of("title", "description"),
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"), Lists.ANY,
            Members.ANY, Set.of(), 10)),

    /** Anthropic's {@code input_schema}: JSON Schema 2020-12 with a plain object at the root. */
    ANTHROPIC(new Rules(Set.of(Trait.ALL_KEYWORDS, Trait.OBJECT_ROOT), Set.of(), Set.of(), Set.of(), Set.of(),
            Lists.ANY, Members.ANY, Set.of(), Compilation.MAX_DEPTH)),

    /** Moonshot's own flavour of JSON Schema. */
    MOONSHOT(new Rules(
            Set.of(Trait.REFERENCES, Trait.OBJECT_ROOT, Trait.UNIONS_APART, Trait.TYPED, Trait.HINTS),
            Set.of("$id", "$defs", "$ref", "type", "title", "description", "default", "enum", "items", "minItems",
                    "maxItems", "minLength", "maxLength", "minimum", "maximum", "anyOf", "properties",
                    "additionalProperties", "required"),
            Set.of("$defs", "title", "description"), Set.of("$defs", "title", "description"), Set.of("none"),
            Lists.ANY_WITHOUT_ENUM, Members.ONE_KIND,
            Set.of("$defs", "$ref", "anyOf", "required", "additionalProperties"), 30));

    @SuppressWarnings("ImmutableEnumChecker") // its sets are unmodifiable copies
    private final Rules rules;

    SchemaTarget(Rules rules) {
        this.rules = rules;
    }

    Rules rules() {
        return rules;
    }
}
