package dev.pollux.schema;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** One run of the compiler: what the target accepts, where losses go, and how much may still be built. */
final class Compilation {
    /** Schemas within each other, the root included. */
    static final int MAX_DEPTH = 64;
    /** Schemas that one run reads, what is referred to counted once. */
    static final int MAX_NODES = 20_000;
    /** Schemas that one run builds: each in place of a reference, each that is merged, and the result. */
    static final int MAX_BUILT = 3 * MAX_NODES;
    /** Characters of text and of values that one run reads and builds. */
    static final int MAX_CHARACTERS = 8_000_000;

    private final Rules rules;
    private final String place;
    private final Losses losses;
    private int nodes;
    private int built;
    private int characters;

    Compilation(Rules rules, String place, Losses losses) {
        this.rules = rules;
        this.place = place;
        this.losses = losses;
    }

    Rules rules() {
        return rules;
    }

    boolean has(Trait trait) {
        return rules.has(trait);
    }

    void lose(String keyword) {
        losses.add(place + "." + keyword);
    }

    void loseIf(boolean lost, String keyword) {
        losses.addIf(lost, place + "." + keyword);
    }

    /** Counts one schema that is read. */
    void read(int depth) {
        checkDepth(depth);
        if (++nodes > MAX_NODES) {
            throw invalid("The schema has more than " + MAX_NODES + " subschemas.");
        }
    }

    /** Counts one schema that is built, with its texts and values. */
    void build(ObjectNode schema, int depth) {
        checkDepth(depth);
        if (++built > MAX_BUILT) {
            throw invalid("The schema has more than " + MAX_BUILT + " subschemas when its references are resolved.");
        }
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            if (field.getValue().isString()) {
                copy(field.getValue().stringValue().length());
            } else if (field.getValue().isArray() || Keywords.VALUES.contains(field.getKey())) {
                copy(field.getValue().valueStream().mapToInt(value -> value.asString("").length()).sum());
            }
        }
    }

    /** Counts texts and values that are copied. */
    void copy(int length) {
        characters += Math.min(length, MAX_CHARACTERS);
        if (characters > MAX_CHARACTERS) {
            throw invalid(
                    "The schema has more than " + MAX_CHARACTERS + " characters when its references are resolved.");
        }
    }

    private void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("The schema is nested deeper than " + MAX_DEPTH + " levels.");
        }
    }

    private FailureException invalid(String message) {
        return new FailureException(Failure.invalid(place, message));
    }
}
