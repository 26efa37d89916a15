package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

class FailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | invalid_request_error | max_tokens: Field required                            | INVALID          | 400
            400 | invalid_request_error | Your credit balance is too low to access the API      | QUOTA_SPENT      | 429
            401 | authentication_error  | invalid x-api-key                                     | KEY_REFUSED      | 502
            402 | billing_error         | Payment required                                      | QUOTA_SPENT      | 429
            403 | permission_error      | Your API key does not have permission                 | KEY_REFUSED      | 502
            403 | forbidden             | Request not allowed                                   | NOT_SERVED       | 502
            404 | not_found_error       | model: claude-x                                       | NO_MODEL         | 404
            404 | not_found_error       | no such file                                          | NOT_FOUND        | 404
            409 | conflict_error        | Another request is at work on it                      | UPSTREAM_ERROR   | 502
            413 | request_too_large     | Request exceeds the maximum size                      | TOO_LARGE        | 413
            429 | rate_limit_error      | Number of requests has exceeded your limit            | RATE_LIMITED     | 429
            429 | rate_limit_error      | This request exceeds the acceleration limit           | OVERLOADED       | 529
            429 | rate_limit_error      | You have reached your specified API usage limits      | QUOTA_SPENT      | 429
            500 | api_error             | Internal server error                                 | UPSTREAM_ERROR   | 500
            504 | timeout_error         | Timed out                                             | UPSTREAM_TIMEOUT | 504
            529 | overloaded_error      | Overloaded                                            | OVERLOADED       | 529
            503 | new_error             | Something                                             | OVERLOADED       | 529
            422 | new_error             | Something                                             | INVALID          | 422
            """)
    void aVendorsErrorIsReadForWhatItMeans(int status, String type, String message, Failure.Kind kind, int told) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
        Failure failure = read(status, body);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.message()).isEqualTo(message);
        assertThat(Failures.write(failure).status()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            502 | <html>Bad gateway</html>                     | UPSTREAM_ERROR   | The upstream answered with status 502 and a text that is no JSON.
            502 | ''                                           | UPSTREAM_ERROR   | The upstream answered with status 502 and a text that is no JSON.
            500 | null                                         | UPSTREAM_ERROR   | The upstream answered with status 500.
            500 | []                                           | UPSTREAM_ERROR   | The upstream answered with status 500.
            429 | [{"error":{"code":429,"message":"Slow"}}]    | RATE_LIMITED     | Slow
            400 | {"error":"bad"}                              | INVALID          | bad
            401 | {"message":"no"}                             | KEY_REFUSED      | no
            404 | {"detail":"Not Found"}                       | NO_MODEL         | Not Found
            200 | {}                                           | UPSTREAM_GARBAGE | The upstream answered with status 200.
            """)
    void anErrorOfAnyShapeHasAKindAndAMessage(int status, String body, Failure.Kind kind, String message) {
        Failure failure = read(status, body);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).isEqualTo(message);
        assertThat(failure.raw().isEmpty()).isTrue();
    }

    @Test
    void anthropicsOwnErrorGoesBackUnchanged() {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too "
                + "long: 210000 tokens > 200000 maximum\",\"details\":{\"x\":1}}}";
        Failure failure = read(400, error);
        assertThat(failure.code()).contains("context_length_exceeded");
        assertThat(Failures.write(failure).body()).isEqualTo(Json.object(error));
    }

    @Test
    void aRefusedKeyOfOursIsNeverToldAsTheVendorToldIt() {
        Refusal refusal = Failures.write(read(401,
                "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid x-api-key\"}}"));
        assertThat(refusal.status()).isEqualTo(502);
        assertThat(refusal.body().path("error").path("type").asString()).isEqualTo("api_error");
    }

    @Test
    void aPromptThatIsTooLongElsewhereIsToldInTheWordsThatClientsKnow() {
        Failure failure = Failure.invalid("messages", "The input has 9 tokens too many.")
                .withCode("context_length_exceeded");
        assertThat(Failures.write(failure).body().path("error").path("message").asString())
                .isEqualTo("prompt is too long: The input has 9 tokens too many.");
    }

    @Test
    void theTimeToWaitIsKept() {
        assertThat(Failures.read(429, Optional.of(Duration.ofSeconds(7)), new byte[0]).retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasAWordOfAnthropic(Failure.Kind kind) {
        Refusal refusal = Failures.write(Failure.of(kind, "Why."));
        assertThat(refusal.status()).isBetween(400, 599);
        assertThat(refusal.body().path("type").asString()).isEqualTo("error");
        assertThat(refusal.body().path("error").path("type").asString()).isNotEmpty();
        assertThat(refusal.body().path("error").path("message").asString()).isEqualTo("Why.");
    }

    private static Failure read(int status, String body) {
        return Failures.read(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
