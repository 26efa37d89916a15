package dev.pollux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SandboxTest {
    @Test
    void aTakenPortIsAClearSentence() {
        try (var first = Sandbox.start("127.0.0.1", 0)) {
            assertThatThrownBy(() -> Sandbox.start("127.0.0.1", first.port())).isInstanceOf(SandboxException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port()).hasMessageContaining("taken");
        }
    }

    @Test
    void requestsAreRecordedAndForgotten() throws Exception {
        try (var sandbox = Sandbox.start("127.0.0.1", 0); var client = Client.of(sandbox)) {
            client.gemini("sandbox-fast");
            assertThat(sandbox.recorded()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.uri()).isEqualTo("/v1beta/models/sandbox-fast:streamGenerateContent?alt=sse");
                assertThat(request.headers()).containsEntry("x-goog-api-key", "key");
                assertThat(request.text()).isEqualTo(Client.gemini());
            });
            for (int i = 0; i < 300; i++) {
                client.send("/v1/models", "");
            }
            assertThat(sandbox.recorded()).hasSize(256);
            sandbox.forget();
            assertThat(sandbox.recorded()).isEmpty();
        }
    }

    @Test
    void manyStreamsRunAtOnce() throws Exception {
        try (var sandbox = Sandbox.start("127.0.0.1", 0);
                var client = Client.of(sandbox);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> client.gemini("sandbox-long").body()));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).contains("chunk 200 ").endsWith("\r\n\r\n")
                        .contains("\"finishReason\":\"STOP\"");
            }
        }
    }
}
