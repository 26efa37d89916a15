package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.AnyVendor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

/** Anthropic refuses the fields of a beta that no header names: where the fields go, the header goes. */
class BetasTest {
    private static final String BETA = "context-management-2025-06-27";

    /** The second text looks like one with a foreign vendor's seal, so that the body is written anew. */
    @ParameterizedTest
    @ValueSource(strings = {"Hello!", "What is pollux.wire?"})
    void theHeaderOfABetaGoesWithItsFields(String text) {
        try (var gateway = new AnyVendor("anthropic");
                RawClient client = RawClient.connect(URI.create(gateway.address()).getPort())) {
            RawAnswer answer = client.post("/v1/messages?beta=true", """
                    {"model":"claude-opus-5-5","max_tokens":99,"messages":[{"role":"user","content":"%s"}],
                    "context_management":{"edits":[]}}""".formatted(text), "anthropic-beta: " + BETA).answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            var asked = gateway.sandbox().recorded().getLast();
            assertThat(asked.text()).contains("context_management");
            assertThat(asked.headers()).containsEntry("anthropic-beta", BETA)
                    .containsEntry("anthropic-version", "2023-06-01");
        }
    }
}
