package dev.pollux.schema;

import java.util.Set;

/**
 * What one target accepts, as data.
 *
 * @param keywords that are kept; of no meaning where the target takes {@link Trait#ALL_KEYWORDS}
 * @param besideRef the keywords that may stand beside a {@code $ref}, where references are taken
 * @param besideUnion the keywords that may stand beside {@code anyOf}, where unions stand apart
 * @param formats that are kept; empty keeps all
 * @param lists which lists of types
 * @param members which members of an {@code enum}
 * @param forbiddenNames no property may have them
 * @param depth schemas within each other, the root included
 */
record Rules(Set<Trait> traits, Set<String> keywords, Set<String> besideRef, Set<String> besideUnion,
        Set<String> formats, Lists lists, Members members, Set<String> forbiddenNames, int depth) {

    /** What a target wants or takes. */
    enum Trait {
        /** No keyword is unknown, references and unions stand anywhere. */
        ALL_KEYWORDS,
        /** Takes {@code $ref} to {@code #} and to {@code #/$defs/NAME}. */
        REFERENCES,
        /** A reference that leads back to itself must be in a property that is not required. */
        OPTIONAL_CYCLES,
        /** The root is an object and no union. */
        OBJECT_ROOT,
        /** {@code anyOf} stands by itself. */
        UNIONS_APART,
        /** Every schema has a type. */
        TYPED,
        /** Every property is required and no other is allowed. */
        CLOSED,
        /** Types are in capitals, null is a flag. */
        OPENAPI,
        /** What is dropped is told in the description. */
        HINTS
    }

    /** Which lists of types a target takes. */
    enum Lists {
        ANY, ANY_WITHOUT_ENUM, ONE_AND_NULL, NONE
    }

    /** Which members of an {@code enum} a target takes. */
    enum Members {
        ANY, TEXTS_AND_NUMBERS, ONE_KIND, TEXTS
    }

    Rules {
        traits = Set.copyOf(traits);
        keywords = Set.copyOf(keywords);
        besideRef = Set.copyOf(besideRef);
        besideUnion = Set.copyOf(besideUnion);
        formats = Set.copyOf(formats);
        forbiddenNames = Set.copyOf(forbiddenNames);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean takes(String keyword) {
        return has(Trait.ALL_KEYWORDS) || keywords.contains(keyword);
    }

    boolean takesFormat(String format) {
        return formats.isEmpty() || formats.contains(format);
    }
}
