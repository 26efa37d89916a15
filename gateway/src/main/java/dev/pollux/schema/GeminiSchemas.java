package dev.pollux.schema;

import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;

import tools.jackson.databind.node.ObjectNode;

/** Reads the schemas that Gemini's own clients send. */
public final class GeminiSchemas {
    private GeminiSchemas() {}

    /**
     * Gemini's {@code Schema} as JSON Schema: types in small letters, {@code nullable} as a type, counts and the members
     * of a number's {@code enum} as numbers, without {@code propertyOrdering}, {@code example} and the format
     * {@code enum}. JSON Schema, with types in capitals or not, comes out as it is otherwise. The input is not modified.
     *
     * @throws FailureException if the schema breaks a bound of {@link SchemaCompiler}
     */
    public static ObjectNode toJsonSchema(ObjectNode geminiSchema) {
        ObjectNode schema = SchemaCompiler.compile(geminiSchema, SchemaTarget.PLAIN, "schema", new Losses());
        return withoutOwnWords(schema);
    }

    private static ObjectNode withoutOwnWords(ObjectNode schema) {
        schema.remove("propertyOrdering");
        schema.remove("example");
        if (schema.path("format").asString("").equals("enum")) {
            schema.remove("format");
        }
        Keywords.replaceChildren(schema, (_, child) -> withoutOwnWords(child));
        return schema;
    }
}
