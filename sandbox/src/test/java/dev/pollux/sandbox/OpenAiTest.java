package dev.pollux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

class OpenAiTest extends Opened {
    private static final String HEAD = "data: {\"id\":\"chatcmpl-ID\",\"object\":\"chat.completion.chunk\",\"created\":0,"
            + "\"model\":\"sandbox-fast\",\"service_tier\":\"default\",\"system_fingerprint\":null,\"choices\":[";
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}],\"tool_choice\":\"required\"";

    @Test
    void aChatStreamIsByteForByteAsTheWirePageSays() throws Exception {
        var answer = client.send("/chat/completions",
                Client.chat("sandbox-fast", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(Client.settled(answer.body())).isEqualTo(
                chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null")
                        + chunk("{\"content\":\"You\"}", "null")
                        + chunk("{\"content\":\" said:\"}", "null") + chunk("{\"content\":\" hi\"}", "null")
                        + chunk("{}", "\"stop\"")
                        + HEAD + "],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":3,\"total_tokens\":5,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{"
                        + "\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
                        + "\"rejected_prediction_tokens\":0}}}\n\ndata: [DONE]\n\n");
    }

    private static String chunk(String delta, String finish) {
        return HEAD + "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish
                + "}],\"usage\":null}\n\n";
    }

    @Test
    void usageIsOnlyThereWhenAskedFor() throws Exception {
        assertThat(client.send("/v1/chat/completions", Client.chat("sandbox-fast", ",\"stream\":true")).body())
                .doesNotContain("usage");
    }

    @Test
    void toolCallsStreamTheirNameOnce() throws Exception {
        String body = client.send("/v1/chat/completions", Client.chat("sandbox-fast", TOOLS + ",\"stream\":true"))
                .body();
        assertThat(body).containsOnlyOnce("\"name\":\"look\"").contains("\"finish_reason\":\"tool_calls\"")
                .contains("\"delta\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,");
        String whole = client.send("/v1/chat/completions", Client.chat("sandbox-fast", TOOLS)).body();
        assertThat(whole).contains("\"content\":null", "\"arguments\":\"{\\\"n\\\":1}\"")
                .doesNotContain("\"index\":0,\"id\"");
    }

    @Test
    void severalChoicesAndSchemasAreServed() throws Exception {
        String body = client.send("/v1/chat/completions",
                Client.chat("sandbox-fast", ",\"n\":2,\"response_format\":{\"type\":\"json_schema\","
                        + "\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}}}"))
                .body();
        assertThat(body).contains("\"index\":0", "\"index\":1", "{\\\"ok\\\":true}");
    }

    @Test
    void refusalsHaveOpenAisShape() throws Exception {
        var limited = client.send("/v1/chat/completions", Client.chat("gpt-5.4", ",\"max_tokens\":5"));
        assertThat(limited.statusCode()).isEqualTo(400);
        assertThat(limited.body()).contains("\"param\": \"max_tokens\"", "\"code\": \"unsupported_parameter\"");
        assertThat(client.send("/v1/chat/completions", Client.chat("sandbox-429", "")).statusCode()).isEqualTo(429);
        assertThat(client.send("/v1/nothing", "").statusCode()).isEqualTo(404);
        var bad = client.http().send(HttpRequest.newBuilder(sandbox.base().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer bad-key").POST(BodyPublishers.ofString("{}")).build(),
                BodyHandlers.ofString());
        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(bad.body()).contains("\"invalid_api_key\"");
    }

    @Test
    void responsesSendTheirEventsInOrder() throws Exception {
        String body = client.send("/v1/responses", "{\"model\":\"sandbox-think\",\"input\":\"hi\",\"stream\":true}")
                .body();
        List<String> events = body.lines().filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: response.".length()))
                .distinct().toList();
        assertThat(events).containsExactly("created", "in_progress", "output_item.added",
                "reasoning_summary_part.added",
                "reasoning_summary_text.delta", "reasoning_summary_text.done", "reasoning_summary_part.done",
                "output_item.done",
                "content_part.added", "output_text.delta", "output_text.done", "content_part.done", "completed");
        List<String> numbers = body.lines().filter(line -> line.startsWith("data: "))
                .map(line -> line.replaceAll(".*\"sequence_number\":([0-9]+).*", "$1")).toList();
        assertThat(numbers)
                .isEqualTo(java.util.stream.IntStream.range(0, numbers.size()).mapToObj(Integer::toString).toList());
        assertThat(client.send("/responses", "{\"model\":\"m\",\"input\":\"hi\"}").body())
                .contains("\"status\":\"completed\"", "You said: hi");
    }

    @Test
    void modelsAndEmbeddingsAreServed() throws Exception {
        assertThat(client.send("/v1/models", "").body())
                .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"gpt-6.1-sol\"");
        assertThat(client.send("/models/nothing", "").statusCode()).isEqualTo(404);
        assertThat(client
                .send("/v1/embeddings",
                        "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":3,\"encoding_format\":\"base64\"}")
                .body())
                .containsPattern("\"index\":1,\"embedding\":\"[A-Za-z0-9+/]{16}\"");
        assertThat(client.send("/v1/responses/input_tokens", "{\"model\":\"m\",\"input\":\"Hi there\"}").body())
                .contains("\"object\":\"response.input_tokens\"", "\"input_tokens\":2");
        assertThat(client.send("/v1/responses/input_tokens", "{\"model\":\"m\",\"input\":\"a\",\"stream\":true}")
                .statusCode()).isEqualTo(400);
        assertThat(client.send("/v1/embeddings", "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":3}").body())
                .contains("\"embedding\":[");
    }
}
