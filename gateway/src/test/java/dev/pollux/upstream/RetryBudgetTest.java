package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Failure.Kind;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    @Test
    void aFullBudgetIsWorthTwentyRetries() {
        assertThat(allowed(100)).isEqualTo(20);
    }

    @Test
    void inASteadyStateAFifthOfTheRequestsMayBeRetried() {
        allowed(100);
        for (int request = 0; request < 100; request++) {
            budget.succeeded();
        }
        assertThat(allowed(100)).isEqualTo(20);
    }

    @Test
    void aTimeoutCostsTwiceAsMuchAndAHopLess() {
        budget.failed(Kind.UPSTREAM_TIMEOUT);
        budget.failed(Kind.OVERLOADED);
        assertThat(budget.tokens()).isEqualTo(90);
        budget.hopped();
        assertThat(budget.tokens()).isEqualTo(88);
    }

    @Test
    void aFewAtATimeAlwaysMay() {
        for (int hop = 0; hop < 100; hop++) {
            budget.hopped();
        }
        assertThat(budget.begin()).isTrue();
        assertThat(budget.begin()).isTrue();
        assertThat(budget.begin()).isTrue();
        assertThat(budget.begin()).isFalse();
        budget.ended();
        assertThat(budget.begin()).isTrue();
    }

    /** All of them are still in work. */
    private int allowed(int tries) {
        int allowed = 0;
        for (int n = 0; n < tries; n++) {
            allowed += budget.begin() ? 1 : 0;
        }
        for (int n = 0; n < allowed; n++) {
            budget.ended();
        }
        return allowed;
    }
}
