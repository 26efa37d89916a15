package dev.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

class GeminiFailuresTest {
    private final Gemini gemini = new Gemini(() -> "x1");

    private Failure read(int status, String body) {
        return gemini.readFailure(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "400|INVALID_ARGUMENT|Invalid JSON payload received.|-|INVALID",
            "400|INVALID_ARGUMENT|API key not valid. Please pass a valid API key.|API_KEY_INVALID|KEY_REFUSED",
            "400|INVALID_ARGUMENT|API key expired. Please renew the API key.|-|KEY_REFUSED",
            "400|FAILED_PRECONDITION|User location is not supported for the API use.|-|NOT_SERVED",
            "401|UNAUTHENTICATED|Expected OAuth 2 access token.|ACCESS_TOKEN_TYPE_UNSUPPORTED|KEY_REFUSED",
            "403|PERMISSION_DENIED|Your API key was reported as leaked.|-|KEY_REFUSED",
            "403|PERMISSION_DENIED|Consumer 'projects/1' has been suspended.|CONSUMER_SUSPENDED|KEY_REFUSED",
            "403|PERMISSION_DENIED|The API has not been used.|SERVICE_DISABLED|NOT_SERVED",
            "403|PERMISSION_DENIED|You do not have permission to access the File abc.|-|FORBIDDEN",
            "404|NOT_FOUND|models/x is not found for API version v1beta.|-|NO_MODEL",
            "404|NOT_FOUND|This model models/gemini-2.5-flash is no longer available to new users.|-|NO_MODEL",
            "404|NOT_FOUND|Requested entity was not found.|-|NOT_FOUND",
            "400|INVALID_ARGUMENT|Request payload size exceeds the limit: 20971520 bytes.|-|TOO_LARGE",
            "429|RESOURCE_EXHAUSTED|Resource has been exhausted.|-|RATE_LIMITED",
            "429|RESOURCE_EXHAUSTED|Quota exceeded for metric: x, limit: 0, model: y|-|QUOTA_SPENT",
            "429|RESOURCE_EXHAUSTED|Quota exceeded for metric: x, limit: 05|-|RATE_LIMITED",
            "409|ABORTED|The operation was aborted, try again.|-|UPSTREAM_ERROR",
            "409|ALREADY_EXISTS|Requested entity already exists.|-|INVALID",
            "500|INTERNAL|An internal error has occurred.|-|UPSTREAM_ERROR",
            "501|UNIMPLEMENTED|no such method|-|UPSTREAM_ERROR",
            "503|UNAVAILABLE|The model is overloaded.|-|OVERLOADED",
            "504|DEADLINE_EXCEEDED|Deadline expired.|-|UPSTREAM_TIMEOUT"})
    void theReasonAndTheWordsDecide(int status, String word, String message, String reason, Kind kind) {
        String details = reason == null
                ? ""
                : ",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason
                        + "\"}]";
        String error = "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"" + word + "\""
                + details + "}}";
        Failure failure = read(status, error);
        assertThat(failure.kind()).isEqualTo(kind);
        if (kind == Kind.KEY_REFUSED) {
            assertThat(failure.status()).isEqualTo(502);
            assertThat(failure.message()).doesNotContain(message);
            assertThat(failure.raw().isEmpty()).isTrue();
        } else {
            assertThat(failure.message()).isEqualTo(message);
            assertThat(failure.raw().isOf("gemini")).isTrue();
        }
        assertThat(read(status, "[" + error + "]")).isEqualTo(failure);
    }

    @Test
    void aQuotaOfAMinuteTellsWhenToAskAgain() {
        assertThat(read(429, """
                {"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED","details":[
                 {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
                  {"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"}]},
                 {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.074824224s"}]}}"""))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
                    assertThat(failure.retryAfter()).contains(Duration.ofMillis(34_074));
                });
    }

    @Test
    void theMessageAloneMayTellIt() {
        assertThat(read(429,
                "{\"error\":{\"message\":\"Quota.\\nPlease retry in 900ms.\",\"status\":\"RESOURCE_EXHAUSTED\"}}")
                .retryAfter()).contains(Duration.ofMillis(900));
        assertThat(read(429, "{\"error\":{\"message\":\"Please retry in 29.9s.\"}}").retryAfter())
                .contains(Duration.ofMillis(29_900));
        assertThat(read(429, "{\"error\":{\"message\":\"Please retry in 1.2.3s.\"}}").retryAfter()).isEmpty();
    }

    @Test
    void aQuotaOfADayIsSpentWhateverRetryInfoSays() {
        Failure failure = read(429,
                """
                        {"error":{"code":429,"message":"You exceeded your current quota. limit: 20, model: m\\nPlease retry in 34s.",
                         "status":"RESOURCE_EXHAUSTED","details":[
                         {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
                          {"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"},
                          {"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},
                         {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""");
        assertThat(failure.kind()).isEqualTo(Kind.QUOTA_SPENT);
        assertThat(failure.retryAfter()).isEmpty();
    }

    @Test
    void codesAreThoseThatClientsOfOthersKnow() {
        assertThat(read(400, "{\"error\":{\"message\":\"The input token count (1196265) exceeds the maximum number of"
                + " tokens allowed (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}").code())
                .contains("context_length_exceeded");
        assertThat(read(404, "{\"error\":{\"message\":\"models/x is not found\",\"status\":\"NOT_FOUND\"}}").code())
                .contains("model_not_found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|UPSTREAM_ERROR", "null|UPSTREAM_ERROR", "[]|UPSTREAM_ERROR",
            "{'error':'broken'}|UPSTREAM_ERROR", "<html>Bad gateway</html>|UPSTREAM_ERROR", "oops|UPSTREAM_ERROR"})
    void aBodyInNoShapeIsReadByItsStatus(String body, Kind kind) {
        Failure failure = read(502, body.replace('\'', '"'));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).isNotEmpty().doesNotContain("<");
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void thePageOfAProxyPutsNoKeyOutOfService(int status) {
        assertThat(read(status, "<html>Forbidden</html>").kind()).isEqualTo(Kind.UPSTREAM_ERROR);
    }

    @Test
    void aKeyThatGoogleNamesIsNeverPassedOn() {
        Failure suspended = read(403, """
                {"error":{"code":403,"message":"Permission denied: Consumer 'api_key:k-secret' has been suspended.",
                 "status":"PERMISSION_DENIED","details":[{"metadata":{"consumer":"api_key:k-secret"}}]}}""");
        Failure limited = read(429, """
                {"error":{"code":429,"message":"Quota exceeded for consumer 'api_key:k-secret'.",
                 "status":"RESOURCE_EXHAUSTED"}}""");
        assertThat(suspended.kind()).isEqualTo(Kind.KEY_REFUSED);
        assertThat(limited.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(suspended.toString() + limited).doesNotContain("k-secret");
    }
}
