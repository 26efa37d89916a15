package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every status of an error, each in the words of whoever asks. */
class ErrorsOfEachDialectTest {
    private static final String TOKEN = Canaries.secret("token-of-everybody-1234");
    private static final String ONE_MODEL = Canaries.secret("token-for-one-model-1234");
    private static final String ONE_REQUEST = Canaries.secret("token-for-one-request-1234");
    private static final String BEARER = "authorization: Bearer " + TOKEN;
    private static final String MODEL = "gemini-2.5-flash";

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start("""
                callers:
                  everybody: {token: %s}
                  picky: {token: %s, models: [gpt-*]}
                  modest: {token: %s, limits: {requests-per-day: 1}}
                """.formatted(TOKEN, ONE_MODEL, ONE_REQUEST), with(Keys.SERVER_BODY_TIMEOUT, "1s"),
                with(Keys.UPSTREAM_ATTEMPTS, "1"), with(Keys.UPSTREAM_HOPS, "0"),
                with(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, "1s"), with(Keys.BREAKER_RESULTS, "0"),
                with(Keys.PASSAGE_OPEN, "false")); // else Gemini's unknown paths are for the vendor to refuse
        Asking.OPENAI.ask(running, MODEL, "authorization: Bearer " + ONE_REQUEST);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsNoneIs400(Asking asking) {
        asking.assertRefusal(running.post(asking.path(MODEL), "{", BEARER), 400);
    }

    @ParameterizedTest
    @EnumSource
    void noTokenIs401(Asking asking) {
        asking.assertRefusal(asking.ask(running, MODEL), 401);
    }

    @ParameterizedTest
    @EnumSource
    void aModelOfOthersIs403(Asking asking) {
        asking.assertRefusal(asking.ask(running, MODEL, "authorization: Bearer " + ONE_MODEL), 403);
    }

    @ParameterizedTest
    @EnumSource
    void aPathThatLeadsNowhereIs404(Asking asking) {
        asking.assertRefusal(running.send("GET", asking.nowhere(), BEARER), 404);
    }

    @ParameterizedTest
    @EnumSource
    void aWrongMethodIs405(Asking asking) {
        RawAnswer answer = running.send("DELETE", asking.path(MODEL), BEARER);
        asking.assertRefusal(answer, 405);
        assertThat(answer.header("allow")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatDoesNotComeIs408(Asking asking) {
        try (RawClient client = running.client()) {
            client.send("POST", asking.path(MODEL), BEARER, "content-length: 100").say("{");
            asking.assertRefusal(client.answer(), 408);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsTooLongIs413(Asking asking) {
        try (RawClient client = running.client()) {
            asking.assertRefusal(client.send("POST", asking.path(MODEL), BEARER, "content-length: 9000000000")
                    .answer(), 413);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPackedBodyIs415(Asking asking) {
        asking.assertRefusal(asking.ask(running, MODEL, BEARER, "content-encoding: gzip"), 415);
    }

    @ParameterizedTest
    @EnumSource
    void aLimitThatIsReachedIs429AndTheHeadersOfTheDialectTellOfIt(Asking asking) {
        RawAnswer answer = asking.ask(running, MODEL, "authorization: Bearer " + ONE_REQUEST);
        asking.assertRefusal(answer, 429);
        assertThat(answer.header("retry-after")).hasValueSatisfying(
                seconds -> assertThat(Long.parseLong(seconds)).isBetween(1L, 86_400L));
        if (!asking.left().isEmpty()) {
            assertThat(answer.header(asking.left())).contains("0");
        }
        assertThat(answer.message()).contains("1 requests in a day");
    }

    /** What a service's failure is for the client; Anthropic has a status of its own for too much work. */
    @ParameterizedTest
    @CsvSource({"sandbox-500, 500", "sandbox-html, 502", "sandbox-503, 503", "sandbox-hang, 504"})
    void whatTheServiceCannotDoIs5xx(String model, int status) {
        for (Asking asking : Asking.values()) {
            RawAnswer answer = asking.ask(running, model, BEARER);
            asking.assertRefusal(answer, status == 503 && asking == Asking.ANTHROPIC ? 529 : status);
        }
    }
}
