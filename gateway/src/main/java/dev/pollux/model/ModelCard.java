package dev.pollux.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A model in a list.
 *
 * @param id the name by which clients ask for it
 * @param title for people, empty where it has none
 * @param owner of the model, as {@code google}
 * @param created seconds since 1970, 0 where nobody knows
 * @param abilities what it can be asked for
 */
public record ModelCard(String id, Optional<String> title, String owner, long created, OptionalLong inputTokens,
        OptionalInt outputTokens, Set<Ability> abilities) {

    /** What a model can be asked for. */
    public enum Ability {
        CHAT, EMBEDDING, OTHER
    }

    public ModelCard {
        abilities = Set.copyOf(abilities);
    }
}
