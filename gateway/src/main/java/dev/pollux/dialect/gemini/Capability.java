package dev.pollux.dialect.gemini;

import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;

/** What a model may be asked for. */
final class Capability {

    private Capability() {}

    /** Whether the model has the trait, or nobody knows: an unknown model gets what the client wrote. */
    static boolean of(ModelFacts facts, Trait trait) {
        return facts.has(trait) || facts.thinking() instanceof ThinkingControl.Unknown;
    }
}
