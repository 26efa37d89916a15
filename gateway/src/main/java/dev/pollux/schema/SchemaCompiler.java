package dev.pollux.schema;

import dev.pollux.model.Losses;

import tools.jackson.databind.node.ObjectNode;

/** Compiles JSON Schema, of any draft and flavour that clients send, to what one target accepts. */
public final class SchemaCompiler {
    private SchemaCompiler() {}

    /**
     * The schema in the words of the target; the input is never modified.
     *
     * @param place the name under which losses are reported: of {@code tools[].parameters} the keyword {@code not} is
     *        lost as {@code tools[].parameters.not}
     */
    public static ObjectNode compile(ObjectNode schema, SchemaTarget target, String place, Losses losses) {
        return schema.deepCopy();
    }
}
