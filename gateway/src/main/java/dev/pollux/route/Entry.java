package dev.pollux.route;

import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One model of the file.
 *
 * @param created seconds since 1970, 0 where nobody knows
 * @param listed whether it stands in lists; where the file does not say, until it retires
 * @param aliases other names by which clients ask for it
 * @param profile complete: what the entry left unsaid is that of its line
 */
record Entry(String id, Optional<String> title, long created, Optional<Boolean> listed, List<String> aliases,
        Optional<Retirement> retirement, Profile profile) {

    /** The vendor no longer serves the model from then on. */
    record Retirement(Instant from, Optional<String> successor) {}

    Entry {
        aliases = List.copyOf(aliases);
    }

    boolean retiredAt(Instant now) {
        return retirement.isPresent() && !now.isBefore(retirement.get().from());
    }

    /** The model that answers in its place, once it has retired. */
    Optional<String> successorAt(Instant now) {
        return retiredAt(now) ? retirement.flatMap(Retirement::successor) : Optional.empty();
    }

    Entry withProfile(Profile replaced) {
        return new Entry(id, title, created, listed, aliases, retirement, replaced);
    }

    /** The card under one of its names. */
    ModelCard card(String name) {
        return new ModelCard(name, title, profile.owner().orElse("unknown"), created, profile.inputTokens(),
                profile.outputTokens(), profile.abilities().orElse(Set.of(Ability.CHAT)));
    }
}
