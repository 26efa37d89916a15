package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** That who watches is awake. */
class CanariesTest {
    private static final String SECRET = Canaries.secret("a-canary/that+sings");

    @Test
    void aSecretInTheLogIsHeard() {
        try (LogLines _ = LogLines.at("info")) {
            LoggerFactory.getLogger(CanariesTest.class).info("the key is {}", SECRET);
        }
        assertThat(sung()).contains("the log shows").contains(SECRET);
        assertThat(sung()).as("told once").isEmpty();
    }

    @Test
    void aSecretInAnAnswerIsHeard() {
        try (ScriptedVendor vendor = ScriptedVendor
                .saying(ScriptedVendor.whole("200 OK", "text/plain", "?key=a-canary%2Fthat%2Bsings"))) {
            try (RawClient client = RawClient.connect(vendor.base().getPort())) {
                client.post("/any", "{}").answer();
            }
        }
        assertThat(sung()).contains("an answer shows");
    }

    private static String sung() {
        Throwable told = catchThrowable(Canaries::tell);
        return told == null ? "" : String.valueOf(told.getMessage());
    }
}
