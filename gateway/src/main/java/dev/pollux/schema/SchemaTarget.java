package dev.pollux.schema;

/** Who is to read a schema. */
public enum SchemaTarget {
    /** Standard JSON Schema: untouched but for repairs. */
    PLAIN,
    /** Gemini's {@code parametersJsonSchema} and {@code responseJsonSchema}. */
    GEMINI,
    /** Gemini's {@code parameters} and {@code responseSchema}: OpenAPI 3.0 with types in capitals. */
    GEMINI_SCHEMA,
    /** OpenAI with {@code strict: true}. */
    OPENAI_STRICT,
    /** Anthropic's {@code input_schema}: JSON Schema 2020-12 with a plain object at the root. */
    ANTHROPIC,
    /** Moonshot's flavoured JSON Schema. */
    MOONSHOT
}
