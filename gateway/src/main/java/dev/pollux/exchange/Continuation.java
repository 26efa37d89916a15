package dev.pollux.exchange;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Output.Format;
import dev.pollux.model.Request;
import dev.pollux.route.Target;
import dev.pollux.upstream.Asked;

import java.util.List;

/**
 * Asks for the rest of an answer that broke off: the same again, with what was said as the model's own last turn.
 *
 * @param drafter of the first question
 */
record Continuation(Asked asked, Drafter drafter) {

    /**
     * What is to be asked.
     *
     * @param said must not be empty
     * @throws FailureException if no target can be asked for it
     */
    Asked behind(String said) {
        Request request = drafter.asked();
        // half a JSON text is no good beginning, and of several answers only one would go on
        boolean plain = request.output().format() instanceof Format.Text
                && request.settings().candidates().orElse(1) == 1;
        List<Target> able = plain ? asked.targets().stream().filter(this::goesOn).toList() : List.of();
        if (able.isEmpty()) {
            throw new FailureException(
                    Failure.of(Failure.Kind.INVALID, "No target goes on with an answer that broke off."));
        }
        return asked.with(able, drafter.behind(said.stripTrailing())); // some vendors refuse white space at the end
    }

    private boolean goesOn(Target target) {
        return !target.model().has(Trait.NO_PREFILL) && drafter.spoken(target).vendor().dialect().goesOn();
    }
}
