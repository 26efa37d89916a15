package dev.pollux.schema;

import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/** Compiles JSON Schema, of any draft and flavour that clients send, to what one target accepts. */
public final class SchemaCompiler {
    private SchemaCompiler() {}

    /**
     * The schema in the words of the target; the input is never modified, and what the target accepts as it is stays so.
     *
     * @param place the name under which losses are reported: of {@code tools[].parameters} the keyword {@code not} is
     *        lost as {@code tools[].parameters.not}
     * @throws FailureException if the schema is deeper than 64 levels, or larger than 20,000 subschemas, 60,000 with
     *         its references resolved, or 8,000,000 characters likewise; the parameter it names is the place
     */
    public static ObjectNode compile(ObjectNode schema, SchemaTarget target, String place, Losses losses) {
        var run = new Compilation(target.rules(), place, losses);
        var repairs = new Repairs(run);
        var references = new References(schema, repairs, run);
        var unions = new Unions(run, references);
        ObjectNode root = repairs.apply(schema, 1);
        if (run.has(Trait.ALL_KEYWORDS)) {
            root = root.has("$ref") || run.has(Trait.OBJECT_ROOT) ? references.flat(root, Set.of("#"), 1) : root;
            root = run.has(Trait.OBJECT_ROOT) ? unions.objectRoot(root) : root;
            if (root.has("properties") && !root.has("type")) {
                root.put("type", "object"); // only here: deeper, a schema may be without a type on purpose
            }
            return new References(root, repairs, run).dropDangling(root);
        }
        root = references.resolve(root, schema);
        root = run.has(Trait.OBJECT_ROOT) ? unions.objectRoot(root) : root;
        root = run.has(Trait.UNIONS_APART) ? unions.apart(root, 1) : root;
        root = new Fit(run).apply(root);
        if (run.has(Trait.OPTIONAL_CYCLES)) {
            new Cycles(run).loosen(root);
        }
        root = new Finish(run).apply(root, 1);
        Orphans.remove(root);
        return root;
    }
}
