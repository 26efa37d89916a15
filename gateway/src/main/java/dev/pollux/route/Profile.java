package dev.pollux.route;

import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a file says of a model or of a whole line of models; what it leaves unsaid may come from elsewhere.
 *
 * @param inputTokens 0 where the file says that nobody knows
 * @param outputTokens 0 where the file says that nobody knows
 */
record Profile(Optional<String> owner, OptionalLong inputTokens, OptionalInt outputTokens,
        Optional<Set<Ability>> abilities, Optional<ThinkingControl> thinking, Optional<Set<Trait>> traits) {

    static final Profile EMPTY = new Profile(Optional.empty(), OptionalLong.empty(), OptionalInt.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    Profile {
        abilities = abilities.map(Set::copyOf);
        traits = traits.map(Set::copyOf);
    }

    /** The same, with what is unsaid here taken from another. */
    Profile or(Profile other) {
        return new Profile(owner.or(other::owner),
                inputTokens.isPresent() ? inputTokens : other.inputTokens,
                outputTokens.isPresent() ? outputTokens : other.outputTokens,
                abilities.or(other::abilities), thinking.or(other::thinking), traits.or(other::traits));
    }

    /** The same, with limits that are unsaid here as a vendor's list has them. */
    Profile within(ModelCard limits) {
        return inputTokens.isPresent() && outputTokens.isPresent()
                ? this
                : new Profile(owner, inputTokens.isPresent() ? inputTokens : limits.inputTokens(),
                        outputTokens.isPresent() ? outputTokens : limits.outputTokens(), abilities, thinking, traits);
    }

    /** The same without the zeros: for one that has taken from its line all that it wants. */
    Profile known() {
        return new Profile(owner, inputTokens.orElse(0) == 0 ? OptionalLong.empty() : inputTokens,
                outputTokens.orElse(0) == 0 ? OptionalInt.empty() : outputTokens, abilities, thinking, traits);
    }

    ModelFacts facts(String id) {
        return new ModelFacts(id, inputTokens, outputTokens, thinking.orElseGet(ThinkingControl.Unknown::new),
                traits.orElse(Set.of()));
    }
}
