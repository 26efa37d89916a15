package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

class FailuresTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");

    @ParameterizedTest
    @CsvFileSource(resources = "/dialect/openai/failures.csv", delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true)
    void theBodyOfAVendorTellsTheKind(String vendor, int status, Kind kind, String message, String body) {
        Failure failure = read(status, body == null ? "" : body);
        assertThat(failure.kind()).as(vendor).isEqualTo(kind);
        assertThat(failure.message()).as(vendor).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error':{'message':'m','type':'tokens','code':'slow_down'}}",
            "{'error':{'message':'m','type':'engine_overloaded_error'}}",
            "{'code':'Throttling.BurstRate','message':'m'}"})
    void aVendorThatWouldBeWellWithFewerRequestsSaysSo(String body) {
        assertThat(read(429, body.replace('\'', '"'))).matches(Failure::asksForLess);
        assertThat(read(429, "{\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}}"))
                .matches(failure -> !failure.asksForLess());
    }

    @Test
    void aFailureKeepsStatusCodeParamAndTheTimeToWait() {
        Failure failure = DIALECT.readFailure(429, Optional.of(Duration.ofSeconds(7)),
                "{\"error\":{\"message\":\"m\",\"type\":\"tokens\",\"param\":\"p\",\"code\":\"slow_down\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(failure).returns(429, Failure::status).returns(Optional.of("p"), Failure::param)
                .returns(Optional.of("slow_down"), Failure::code)
                .returns(Optional.of(Duration.ofSeconds(7)), Failure::retryAfter);
        assertThat(body(failure)).isEqualTo(
                "{\"error\":{\"message\":\"m\",\"type\":\"tokens\",\"param\":\"p\",\"code\":\"slow_down\"}}");
    }

    @Test
    void aRefusedKeyIsOursToMendAndIsNotShown() {
        Refusal refusal = DIALECT.writeFailure(read(401,
                "{\"error\":{\"message\":\"Incorrect API key provided: sk-ab***yz.\",\"type\":\"invalid_request_error\","
                        + "\"param\":null,\"code\":\"invalid_api_key\"}}"));
        assertThat(refusal.status()).isEqualTo(502);
        assertThat(Json.text(refusal.body())).doesNotContain("sk-", "invalid_api_key");
    }

    @Test
    void ourOwnFailuresAreToldInTheWordsOfOpenAi() {
        assertThat(body(Failure.of(Kind.UNAUTHENTICATED, "m"))).isEqualTo(
                "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}");
        assertThat(body(Failure.of(Kind.NO_MODEL, "m"))).contains("\"code\":\"model_not_found\"");
        assertThat(body(Failure.of(Kind.RATE_LIMITED, "m"))).contains("\"code\":\"rate_limit_exceeded\"");
        assertThat(body(Failure.of(Kind.QUOTA_SPENT, "m"))).contains("\"code\":\"insufficient_quota\"");
        assertThat(body(Failure.of(Kind.INTERNAL, "m"))).contains("\"type\":\"server_error\"", "\"code\":null");
        assertThat(body(Failure.invalid("messages[0].role", "m").withCode("invalid_value"))).isEqualTo(
                "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":\"messages[0].role\",\"code\":\"invalid_value\"}}");
    }

    @Test
    void aForeignVendorsWordsAreNotShown() {
        Failure foreign = new Failure(Kind.RATE_LIMITED, 429, "m", Optional.empty(), Optional.of("RESOURCE_EXHAUSTED"),
                Optional.empty(), Extras.of("gemini", "", Json.object().put("status", "RESOURCE_EXHAUSTED")));
        assertThat(body(foreign)).doesNotContain("RESOURCE_EXHAUSTED").contains("rate_limit_exceeded");
    }

    @Test
    void aCodeThatIsANumberIsWrittenAsText() {
        assertThat(body(
                read(400, "{\"error\":{\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}}")))
                .contains("\"code\":\"400\"", "\"type\":\"BadRequestError\"");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFailureHasAllFourKeysAndAStatusOfAFailure(Kind kind) {
        Refusal refusal = DIALECT.writeFailure(Failure.of(kind, "m"));
        assertThat(refusal.status()).isEqualTo(kind.status());
        assertThat(refusal.body().get("error").propertyNames()).containsExactly("message", "type", "param", "code");
    }

    private static Failure read(int status, String body) {
        return DIALECT.readFailure(status, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(Failure failure) {
        return Json.text(DIALECT.writeFailure(failure).body());
    }
}
