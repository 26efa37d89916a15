package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Failure.Kind;
import dev.pollux.upstream.RetryConfig.Budget;
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
        budget.failed(Kind.UPSTREAM_TIMEOUT, Budget.DEFAULT);
        budget.failed(Kind.OVERLOADED, Budget.DEFAULT);
        assertThat(budget.spent()).isEqualTo(10);
        budget.hopped(Budget.DEFAULT);
        assertThat(budget.spent()).isEqualTo(12);
    }

    @Test
    void aFewAtATimeAlwaysMay() {
        for (int hop = 0; hop < 100; hop++) {
            budget.hopped(Budget.DEFAULT);
        }
        assertThat(budget.begin(Budget.DEFAULT)).isTrue();
        assertThat(budget.begin(Budget.DEFAULT)).isTrue();
        assertThat(budget.begin(Budget.DEFAULT)).isTrue();
        assertThat(budget.begin(Budget.DEFAULT)).isFalse();
        budget.ended();
        assertThat(budget.begin(Budget.DEFAULT)).isTrue();
    }

    /** All of them are still in work. */
    private int allowed(int tries) {
        int allowed = 0;
        for (int n = 0; n < tries; n++) {
            allowed += budget.begin(Budget.DEFAULT) ? 1 : 0;
        }
        for (int n = 0; n < allowed; n++) {
            budget.ended();
        }
        return allowed;
    }
}
