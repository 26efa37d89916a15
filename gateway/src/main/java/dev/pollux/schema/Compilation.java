package dev.pollux.schema;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.schema.Rules.Trait;

/** One run of the compiler: what the target accepts, where losses go, and how much may still be built. */
final class Compilation {
    /** Schemas within each other, the root included. */
    static final int MAX_DEPTH = 64;
    /** Schemas that one run reads and builds, each inlined copy counted. */
    static final int MAX_NODES = 20_000;
    /** Characters of text and of values that one run copies. */
    static final int MAX_CHARACTERS = 4_000_000;

    private final Rules rules;
    private final String place;
    private final Losses losses;
    private int nodes;
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

    /** Counts one schema. */
    void enter(int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("The schema is nested deeper than " + MAX_DEPTH + " levels.");
        }
        if (++nodes > MAX_NODES) {
            throw invalid("The schema has more than " + MAX_NODES + " subschemas when its references are resolved.");
        }
    }

    /** Counts what is copied into the result. */
    void copy(int length) {
        characters += Math.min(length, MAX_CHARACTERS);
        if (characters > MAX_CHARACTERS) {
            throw invalid(
                    "The schema has more than " + MAX_CHARACTERS + " characters when its references are resolved.");
        }
    }

    private FailureException invalid(String message) {
        return new FailureException(Failure.invalid(place, message));
    }
}
