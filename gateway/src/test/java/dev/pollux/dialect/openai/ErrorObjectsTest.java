package dev.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

class ErrorObjectsTest {
    private static final String DIALECT = "responses";

    private static Failure read(int status, String body) {
        return ErrorObjects.read(DIALECT, status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            400 | {"error":{"message":"M","type":"invalid_request_error","param":"input","code":null}}       | INVALID | M
            400 | {"error":{"message":"M","type":"invalid_request_error","code":"context_length_exceeded"}}  | INVALID | M
            401 | {"error":{"message":"M","type":"invalid_request_error","code":"invalid_api_key"}}          | KEY_REFUSED | The upstream refuses the gateway's credentials.
            400 | {"error":{"message":"Incorrect key","code":"invalid_api_key"}}                             | KEY_REFUSED | The upstream refuses the gateway's credentials.
            403 | {"error":{"message":"M","type":"permission_error"}}                                        | KEY_REFUSED | The upstream refuses the gateway's credentials.
            403 | {"error":{"message":"M","code":"unsupported_country_region_territory"}}                    | NOT_SERVED | M
            404 | {"error":{"message":"M","type":"invalid_request_error","code":"model_not_found"}}          | NO_MODEL | M
            404 | {"error":{"message":"The model x does not exist","type":"invalid_request_error"}}          | NO_MODEL | The model x does not exist
            404 | {"error":{"message":"No such path","type":"invalid_request_error"}}                        | NOT_FOUND | No such path
            404 | <html>nginx</html>                                                                         | UPSTREAM_GARBAGE | The upstream answered with status 404.
            429 | {"error":{"message":"M","type":"tokens","code":"rate_limit_exceeded"}}                     | RATE_LIMITED | M
            429 | {"error":{"message":"M","type":"insufficient_quota","code":"insufficient_quota"}}          | QUOTA_SPENT | M
            429 | {"error":{"message":"M","type":"exceeded_current_quota_error"}}                            | QUOTA_SPENT | M
            402 | {"error":{"message":"Insufficient Balance"}}                                               | QUOTA_SPENT | Insufficient Balance
            429 | {"error":{"message":"M","type":"engine_overloaded_error"}}                                 | OVERLOADED | M
            429 |                                                                                            | RATE_LIMITED | The upstream answered with status 429.
            500 | {"error":{"message":"M","type":"server_error"}}                                            | UPSTREAM_ERROR | M
            500 | {"error":{"message":"M","type":"invalid_request_error"}}                                   | UPSTREAM_ERROR | M
            502 | <html>bad gateway</html>                                                                   | UPSTREAM_ERROR | The upstream answered with status 502.
            503 | {"error":{"message":"M","type":"service_unavailable_error","code":"server_is_overloaded"}} | OVERLOADED | M
            422 | {"detail":[{"loc":["body"],"msg":"field required","type":"missing"}]}                      | INVALID | field required
            400 | {"object":"error","message":"M","type":"BadRequestError","code":400}                       | INVALID | M
            400 | [{"error":{"message":"M"}}]                                                                | INVALID | M
            500 | null                                                                                       | UPSTREAM_ERROR | The upstream answered with status 500.
            400 | "plain words"                                                                              | INVALID | plain words
            400 | {"error":"M"}                                                                              | INVALID | M
            413 | {"error":{"message":"M"}}                                                                  | TOO_LARGE | M
            """)
    void theWordsOfAVendorDecide(int status, String body, Kind kind, String message) {
        Failure failure = read(status, body == null ? "" : body);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).isEqualTo(message);
    }

    @Test
    void aKeyThatIsRefusedIsNotTheClientsFault() {
        Failure failure = read(401, "{\"error\":{\"message\":\"Incorrect API key: sk-ab***yz\"}}");
        Refusal refusal = ErrorObjects.write(DIALECT, failure);
        assertThat(refusal.status()).isEqualTo(502);
        assertThat(Json.text(refusal.body())).doesNotContain("sk-ab");
    }

    @Test
    void theWaitIsReadFromTheMessageWhereNoHeaderTellsIt() {
        assertThat(read(429, "{\"error\":{\"message\":\"Limit. Please try again in 1.5s.\"}}").retryAfter())
                .contains(Duration.ofMillis(1500));
        assertThat(read(429, "{\"error\":{\"message\":\"Please try again in 6ms.\"}}").retryAfter())
                .contains(Duration.ofMillis(6));
    }

    @Test
    void aVendorsOwnErrorReachesItsOwnClientsWhole() {
        String body = "{\"error\":{\"message\":\"M\",\"type\":\"invalid_request_error\",\"param\":\"input[1]\",\"code\":\"invalid_value\",\"inner\":{\"a\":1}}}";
        Refusal refusal = ErrorObjects.write(DIALECT, read(400, body));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.body()).isEqualTo(Json.object(body));
    }

    @Test
    void aForeignErrorIsWrittenInOurWords() {
        var failure = new Failure(Kind.QUOTA_SPENT, 429, "M", Optional.of("input"), Optional.of("RESOURCE_EXHAUSTED"),
                Optional.empty(), new Extras("gemini", "", Json.object().put("message", "x")));
        assertThat(ErrorObjects.write(DIALECT, failure).body()).isEqualTo(Json.object("""
                {"error": {"message": "M", "type": "insufficient_quota", "param": "input",
                "code": "insufficient_quota"}}"""));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasAllFourFields(Kind kind) {
        assertThat(ErrorObjects.write(DIALECT, Failure.of(kind, "M")).body().path("error").propertyNames())
                .containsExactlyInAnyOrder("message", "type", "param", "code");
    }
}
