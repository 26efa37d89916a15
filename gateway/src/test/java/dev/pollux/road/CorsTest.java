package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What browsers are told before and with each answer. */
class CorsTest {
    private static final String PAGE = "origin: https://page.example";
    /** What the vendors' libraries set in a browser. */
    private static final List<String> SDK_HEADERS = List.of("authorization", "content-type", "x-api-key",
            "x-goog-api-key", "x-goog-api-client", "anthropic-version", "anthropic-dangerous-direct-browser-access",
            "x-stainless-arch", "x-stainless-lang", "x-stainless-os", "x-stainless-package-version",
            "x-stainless-retry-count", "x-stainless-runtime", "x-stainless-runtime-version", "x-stainless-timeout");

    private static Running open;
    private static Running closed;

    @BeforeAll
    static void start() {
        open = Running.start(with(Keys.ACCESS_TOKEN, "a-token-for-pages"));
        closed = Running.start(with(Keys.SERVER_CORS_ORIGINS, "https://page.example, https://other.example"));
    }

    @AfterAll
    static void stop() {
        open.close();
        closed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/v1beta/models/x:generateContent", "/nowhere"})
    void aPreflightNeedsNoTokenAndAllowsWhatTheLibrariesSet(String path) {
        RawAnswer answer = open.send("OPTIONS", path, PAGE, "access-control-request-method: POST",
                "access-control-request-headers: " + String.join(",", SDK_HEADERS));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).contains("*");
        assertThat(answer.header("access-control-allow-credentials")).as("cookies").isEmpty();
        assertThat(List.of(answer.header("access-control-allow-headers").orElse("").split(",\\s*", -1)))
                .containsAll(SDK_HEADERS);
        assertThat(answer.header("access-control-allow-methods").orElse("")).contains("POST", "DELETE");
        assertThat(answer.header("access-control-max-age")).contains("86400");
        assertThat(answer.header("access-control-allow-private-network")).isEmpty();
    }

    @Test
    void whereABrowserDoesNotSayWhatItWillSetAllOfItIsAllowed() {
        RawAnswer answer = open.send("OPTIONS", "/v1/messages", PAGE, "access-control-request-method: POST",
                "access-control-request-private-network: true");
        assertThat(List.of(answer.header("access-control-allow-headers").orElse("").split(", ", -1)))
                .containsAll(SDK_HEADERS);
        assertThat(answer.header("access-control-allow-private-network")).contains("true");
    }

    @Test
    void refusalsCanBeReadByPagesToo() {
        RawAnswer answer = open.send("GET", "/v1/models", PAGE);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("access-control-allow-origin")).contains("*");
        assertThat(answer.header("access-control-expose-headers").orElse("")).contains("x-request-id", "retry-after",
                "x-ratelimit-remaining-requests", "anthropic-ratelimit-tokens-reset", "x-pollux-losses");
    }

    @Test
    void onlyNamedOriginsAreLetIn() {
        RawAnswer named = closed.send("OPTIONS", "/v1/messages", PAGE, "access-control-request-method: POST");
        assertThat(named.header("access-control-allow-origin")).contains("https://page.example");
        assertThat(named.headers().get("vary")).anyMatch(vary -> vary.contains("origin"));
        RawAnswer other = closed.send("OPTIONS", "/v1/messages", "origin: https://evil.example",
                "access-control-request-method: POST");
        assertThat(other.header("access-control-allow-origin")).isEmpty();
        assertThat(other.header("access-control-allow-headers")).isEmpty();
        assertThat(other.headers().get("vary")).anyMatch(vary -> vary.contains("origin"));
    }
}
