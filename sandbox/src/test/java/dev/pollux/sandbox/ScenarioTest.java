package dev.pollux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

class ScenarioTest extends Opened {

    @Test
    void aCutAnswerIsAnError() {
        assertThatThrownBy(() -> client.gemini("sandbox-cut")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.send(Client.GENERATE.formatted("sandbox-cut"), Client.gemini()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.send("/v1/chat/completions", Client.chat("sandbox-cut", ",\"stream\":true")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCleanCutHasNoFinishReason() throws Exception {
        assertThat(client.gemini("sandbox-cut-clean").body()).contains("\"text\":\"You\"")
                .doesNotContain("finishReason");
        assertThat(client.send("/v1/chat/completions", Client.chat("sandbox-cut-clean", ",\"stream\":true")).body())
                .contains("\"content\":\"You\"").doesNotContain("[DONE]").doesNotContain("\"stop\"");
    }

    @Test
    void failuresInTheStreamHaveTheVendorsShape() throws Exception {
        assertThat(client.gemini("sandbox-error-midstream").body()).startsWith("data: {\"candidates\"")
                .endsWith(
                        "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded. Please try again later.\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n");
        assertThat(client.gemini("sandbox-error-firstframe").body()).startsWith("data: {\"error\"");
        assertThat(
                client.send("/v1/chat/completions", Client.chat("sandbox-error-midstream", ",\"stream\":true")).body())
                .endsWith("\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n");
        assertThat(client
                .send("/v1/messages", Client.chat("sandbox-error-midstream", ",\"stream\":true,\"max_tokens\":99"))
                .body())
                .contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"");
        assertThat(
                client.send("/v1/responses", "{\"model\":\"sandbox-error-midstream\",\"input\":\"hi\",\"stream\":true}")
                        .body())
                .contains("event: error\n", "event: response.failed\n").doesNotContain("response.completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox-split-1", "sandbox-split-7", "sandbox-lf", "sandbox-cr", "sandbox-slow-0"})
    void theSameTextArrivesHoweverItIsWritten(String model) throws Exception {
        String lines = client.gemini(model).body().replace("\r\n", "\n").replace('\r', '\n');
        assertThat(Client.settled(lines).replace(model, "M"))
                .isEqualTo(Client.settled(client.gemini("sandbox-fast").body()).replace("\r\n", "\n")
                        .replace("sandbox-fast", "M"));
    }

    @Test
    void commentsNamesAndAMarkSurroundTheFrames() throws Exception {
        assertThat(client.gemini("sandbox-comments").body())
                .startsWith("\uFEFF: comment 0\r\nevent: message\r\nid: 0\r\nretry: 1000\r\ndata:{");
    }

    @Test
    void countedChunksAreCounted() throws Exception {
        assertThat(client.gemini("sandbox-chunks-50").body().split("chunk [0-9]+ ", -1)).hasSize(51);
        assertThat(client.send("/v1/chat/completions", Client.chat("x/sandbox-chunks-7", ",\"stream\":true")).body()
                .split("data: ", -1))
                .hasSize(1 + 1 + 7 + 1 + 1);
    }

    @ParameterizedTest
    @CsvSource({"sandbox-429,429,GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "sandbox-429-day,429,PerDay",
            "sandbox-500,500,INTERNAL", "sandbox-503,503,UNAVAILABLE", "sandbox-401key,400,API_KEY_INVALID",
            "sandbox-403,403,PERMISSION_DENIED", "sandbox-location,400,FAILED_PRECONDITION", "sandbox-html,200,<html>",
            "sandbox-safety,200,\"SAFETY\"", "sandbox-max,200,\"MAX_TOKENS\"", "sandbox-blocked,200,promptFeedback",
            "sandbox-malformed-call,200,MALFORMED_FUNCTION_CALL", "sandbox-plain,200,\"candidates\": [",
            "sandbox-empty,200,usageMetadata", "sandbox-thoughts-only,200,\"thought\":true", "sandbox-redirect,302,''",
            "sandbox-empty-body,200,''", "sandbox-unicode,200,🚀"})
    void aModelNameChoosesTheAnswer(String model, int status, String content) throws Exception {
        var answer = client.gemini(model);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(content);
    }

    @Test
    void aFlakyModelAnswersAfterItsFailures() throws Exception {
        assertThat(client.gemini("sandbox-flaky-2").statusCode()).isEqualTo(503);
        assertThat(client.gemini("sandbox-flaky-2").statusCode()).isEqualTo(503);
        assertThat(client.gemini("sandbox-flaky-2").statusCode()).isEqualTo(200);
    }

    @Test
    void aStalledStreamSendsOneFrameAndStaysOpen() throws Exception {
        var answer = client.http().send(client.request(Client.STREAM.formatted("sandbox-stall"), Client.gemini()),
                BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(new String(body.readNBytes(20), StandardCharsets.UTF_8)).startsWith("data: {\"candidates\"");
        }
    }

    @Test
    void aHangingRequestIsReceivedAndNeverAnswered() throws Exception {
        var hanging = client.http().sendAsync(
                client.request(Client.GENERATE.formatted("sandbox-hang"), Client.gemini()), BodyHandlers.discarding());
        while (sandbox.recorded().stream().noneMatch(request -> request.uri().contains("sandbox-hang"))) {
            Thread.onSpinWait();
        }
        assertThat(client.gemini("sandbox-fast").statusCode()).isEqualTo(200);
        assertThat(hanging).isNotDone();
        hanging.cancel(true);
    }

    @Test
    void packedAndHugeAnswersAreWhole() throws Exception {
        byte[] packed = client.bytes(Client.STREAM.formatted("sandbox-gzip"), Client.gemini()).body();
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).contains("\"finishReason\":\"STOP\"");
        }
        assertThat(client.bytes(Client.STREAM.formatted("sandbox-huge"), Client.gemini()).body())
                .hasSizeGreaterThan(10_000_000);
    }
}
