package dev.pollux.sidecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIException;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The completions of old, on every vendor. */
class CompletionsTest extends EveryVendor {
    private static final CompletionCreateParams QUESTION = CompletionCreateParams.builder().model("sandbox-fast")
            .prompt("Once upon a time").build();

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void aTextGoesOnWholeAndStreamed(String vendor) {
        try (var open = Clients.openAi(before(vendor))) {
            var client = open.client();
            Completion whole = client.completions().create(QUESTION).validate();
            assertThat(whole.id()).startsWith("cmpl-");
            assertThat(whole.choices()).hasSize(1);
            assertThat(whole.choices().getFirst().text()).contains("Once upon a time");
            assertThat(whole.choices().getFirst().finishReason()).hasToString("stop");
            assertThat(whole.usage()).hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isPositive());
            var text = new StringBuilder();
            var chunks = new ArrayList<Completion>();
            // the description demands a reason in every chunk, the service gives it in the last alone
            var lenient = client.withOptions(options -> options.responseValidation(false));
            try (StreamResponse<Completion> stream = lenient.completions().createStreaming(QUESTION)) {
                stream.stream().forEach(chunks::add);
            }
            chunks.forEach(chunk -> text.append(chunk.choices().getFirst().text()));
            assertThat(text).hasToString(whole.choices().getFirst().text());
            assertThat(chunks.getLast().choices().getFirst().finishReason()).hasToString("stop");
        }
    }

    @Test
    void theStreamIsAsItsClientsKnowIt() throws Exception {
        HttpResponse<String> answer = post("""
                {"model":"sandbox-chunks-2","prompt":["Go"],"stream":true,"echo":true,
                "stream_options":{"include_usage":true}}""");
        assertThat(answer.headers().firstValue("content-type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/event-stream"));
        List<String> frames = answer.body().lines().filter(line -> line.startsWith("data: ")).toList();
        assertThat(frames.getFirst()).contains("\"object\":\"text_completion\"", "\"text\":\"Go", "\"index\":0",
                "\"logprobs\":null", "\"finish_reason\":null", "\"usage\":null");
        assertThat(frames.get(frames.size() - 2)).contains("\"choices\":[]", "\"total_tokens\":");
        assertThat(frames.getLast()).isEqualTo("data: [DONE]");
    }

    @Test
    void theEchoComesBeforeTheAnswer() throws Exception {
        HttpResponse<String> answer = post("{\"model\":\"sandbox-fast\",\"prompt\":\"Once\",\"echo\":true}");
        assertThat(Json.object(answer.body()).path("choices").get(0).path("text").asString())
                .startsWith("OnceYou said");
    }

    @Test
    void whatNoModelCanBeToldIsALoss() throws Exception {
        HttpResponse<String> answer = post("""
                {"model":"sandbox-fast","prompt":"Once","suffix":"ever after","logit_bias":{"50256":-100}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-pollux-losses")).contains("logit_bias, suffix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":\"m\"}", "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"]}",
            "{\"model\":\"m\",\"prompt\":\"a\",\"echo\":true,\"logprobs\":1}",
            "{\"model\":\"m\",\"prompt\":\"a\",\"best_of\":3}", "{\"model\":\"m\",\"prompt\":\"a\",\"logprobs\":9}"})
    void whatCannotBeDoneIsRefused(String body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Json.object(answer.body()).path("error").path("type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void failuresRaise() {
        try (var open = Clients.openAi(before("gemini"))) {
            var client = open.client();
            assertThatThrownBy(() -> client.completions().create(CompletionCreateParams.builder().model("sandbox-fast")
                    .promptOfArrayOfStrings(List.of("a", "b")).build())).isInstanceOf(BadRequestException.class);
            assertThatThrownBy(() -> {
                try (var stream = client.completions().createStreaming(
                        QUESTION.toBuilder().model("sandbox-error-midstream").build())) {
                    assertThat(stream.stream().count()).isPositive();
                }
            }).isInstanceOf(OpenAIException.class);
        }
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return Clients.post(before("gemini"), "/v1/completions", body);
    }
}
