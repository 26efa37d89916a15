package dev.pollux.exchange;

import dev.pollux.limits.Limits;
import dev.pollux.limits.Permit;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.route.Target;

import java.util.List;
import java.util.function.LongSupplier;

/** The last door before a vendor is asked: may this caller ask this model, and is there something left of its limits? */
final class Admission {
    private final Limits limits;

    Admission(Limits limits) {
        this.limits = limits;
    }

    /**
     * Lets an exchange go on; its ledger ends the permit.
     *
     * @param model the name that the client used
     * @param estimate of the tokens of the prompt
     * @throws FailureException {@code FORBIDDEN}, {@code RATE_LIMITED} or {@code QUOTA_SPENT}
     */
    void admit(Question question, Ledger ledger, String model, List<Target> targets, boolean stream,
            LongSupplier estimate) {
        if (!question.caller().mayAsk(model)) {
            throw new FailureException(Failure.of(Failure.Kind.FORBIDDEN,
                    "Your API key may not use the model `" + model + "`.").withParam("model")
                    .withCode("model_not_allowed"));
        }
        Permit permit = limits.enter(question.caller(), question.client(), model, targets.getFirst().model().id(),
                stream, estimate);
        ledger.permitted(permit);
        permit.refusal().ifPresent(why -> {
            throw new FailureException(why);
        });
    }
}
