package dev.pollux.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.pollux.model.FailureException;
import dev.pollux.model.Glob;
import dev.pollux.secret.Digest;
import dev.pollux.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

class GateTest {
    private static final String ANNAS = "annas-token-1234567890";
    private static final String BENS = "bens-token-1234567890";

    private Instant now = Instant.parse("2026-12-31T15:59:59Z");
    private final Gate gate = new Gate(new AccessConfig(List.of(
            new Member(new Caller("anna"), List.of(Secret.of(ANNAS).digest(), Secret.of("annas-other-token").digest()),
                    Optional.empty()),
            new Member(new Caller("ben", List.of(new Glob("gemini-*")), Quota.UNLIMITED),
                    List.of(Secret.of(Digest.of(BENS).text()).digest()), Optional.of(LocalDate.of(2026, 12, 31)))),
            ZoneId.of("Asia/Shanghai")), () -> now);

    @ParameterizedTest
    @ValueSource(strings = {ANNAS, "annas-other-token"})
    void eachTokenOfACallerOpens(String token) {
        assertThat(gate.admit(List.of(token)).name()).isEqualTo("anna");
    }

    @Test
    void aTokenThatIsKnownByItsHashOpensAndTheHashItselfDoesNot() {
        assertThat(gate.admit(List.of(BENS)).name()).isEqualTo("ben");
        assertThat(refusal(Digest.of(BENS).text())).contains("Incorrect API key");
    }

    @Test
    void theLastDayEndsAtMidnightOfTheTimeZone() {
        assertThat(gate.admit(List.of(BENS)).name()).isEqualTo("ben");
        now = Instant.parse("2026-12-31T16:00:00Z");
        assertThat(refusal(BENS)).contains("expired", "2026-12-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"annas-token-123456789", "annas-token-12345678901", "x", "Annas-token-1234567890",
            "annas-token-1234567890,annas-other-token"})
    void whatIsNearlyATokenOpensNothing(String wrong) {
        assertThat(refusal(wrong)).contains("Incorrect API key").doesNotContain("anna", "ben");
    }

    /** A wrong token must not tell by time how near it was: digests are compared, all of them, by the JDK's own means. */
    @Test
    void tokensAreComparedByTheirDigestsInConstantTime() throws NoSuchMethodException {
        var classes = new ClassFileImporter().importClasses(Gate.class, Digest.class);
        assertThat(classes.get(Gate.class).getMethodCallsFromSelf())
                .filteredOn(call -> call.getOrigin().getName().equals("member"))
                .extracting(call -> call.getTarget().getName())
                .contains("matches").doesNotContain("equals", "startsWith", "get", "compareTo", "contains");
        assertThat(classes.get(Digest.class).getMethod("matches", Digest.class).getMethodCallsFromSelf())
                .extracting(call -> call.getTarget().getFullName())
                .containsExactly(MessageDigest.class.getName() + ".isEqual([B, [B)");
    }

    @Test
    void aCallerMayAskTheModelsOfItsPatternsOnly() {
        Caller ben = gate.admit(List.of(BENS));
        assertThat(ben.mayAsk("gemini-2.5-flash")).isTrue();
        assertThat(ben.mayAsk("gpt-4o")).isFalse();
        assertThat(ben.mayAsk("models/gemini-2.5-flash")).isFalse();
        assertThat(gate.admit(List.of(ANNAS)).mayAsk("gpt-4o")).isTrue();
    }

    private String refusal(String token) {
        return catchThrowableOfType(FailureException.class, () -> gate.admit(List.of(token))).failure().message();
    }
}
