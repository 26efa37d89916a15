package dev.pollux.sidecalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.MessageCountTokensParams;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.pollux.AnyVendor;
import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Token counts on real ports: four vendors, and the clients that ask for counts. */
class CountingTest extends EveryVendor {
    private static final String MODEL = "sandbox-fast";
    private static final String ANTHROPIC = "/v1/messages/count_tokens";
    private static final String RESPONSES = "/v1/responses/input_tokens";
    private static final String GEMINI = "/v1beta/models/" + MODEL + ":countTokens";

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void everyVendorsTokensAreCountedForTheOfficialClients(String vendor) {
        AnyVendor gateway = before(vendor);
        try (var open = Clients.anthropic(gateway)) {
            var client = open.client();
            assertThat(client.messages().countTokens(MessageCountTokensParams.builder().model(MODEL)
                    .system("Be brief.").addUserMessage("How many tokens are these?").build())
                    .validate().inputTokens()).isBetween(5L, 30L);
        }
        try (var client = Clients.gemini(gateway)) {
            assertThat(client.models.countTokens(MODEL, "How many tokens are these?", null).totalTokens())
                    .hasValueSatisfying(total -> assertThat(total).isBetween(5, 30));
        }
        try (var open = Clients.openAi(gateway)) {
            var client = open.client();
            assertThat(client.responses().inputTokens().count(InputTokenCountParams.builder().model(MODEL)
                    .input("How many tokens are these?").instructions("Be brief.").build())
                    .validate().inputTokens()).isBetween(5L, 30L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses", "gemini", "anthropic"})
    void aVendorThatCountsIsAskedAndNothingIsEstimated(String vendor) throws Exception {
        AnyVendor gateway = before(vendor);
        for (HttpResponse<String> answer : List.of(
                Clients.post(gateway, ANTHROPIC, ANTHROPIC_BODY), Clients.post(gateway, RESPONSES, RESPONSES_BODY),
                Clients.post(gateway, GEMINI, GEMINI_BODY))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-pollux-estimated")).isEmpty();
            assertThat(answer.headers().firstValue("x-pollux-upstream")).hasValueSatisfying(
                    name -> assertThat(name).endsWith("/" + MODEL));
        }
        assertThat(gateway.sandbox().recorded()).hasSize(3).allSatisfy(
                asked -> assertThat(asked.uri()).containsPattern("countTokens|count_tokens|input_tokens"));
    }

    @Test
    void aVendorThatCannotCountIsNotAskedAndTheAnswerSaysSo() throws Exception {
        AnyVendor gateway = before("openai");
        HttpResponse<String> answer = Clients.post(gateway, ANTHROPIC, ANTHROPIC_BODY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-pollux-estimated")).contains("1");
        assertThat(Json.object(answer.body()).path("input_tokens").asInt()).isBetween(20, 80);
        assertThat(gateway.sandbox().recorded()).isEmpty();
    }

    @Test
    void whatIsNoTextCountsAFixedFigure() throws Exception {
        String body = """
                {"contents":[{"parts":[{"text":"What is this?"},
                {"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]}]}""";
        HttpResponse<String> answer = Clients.post(before("openai"), GEMINI, body);
        assertThat(Json.object(answer.body()).path("totalTokens").asInt()).isBetween(800, 830);
    }

    @Test
    void geminisOtherFormIsCountedWithAllThatItHolds() throws Exception {
        AnyVendor gateway = before("gemini");
        HttpResponse<String> answer = Clients.post(gateway, GEMINI, """
                {"generate_content_request":{"model":"models/other","contents":[{"parts":[{"text":"Hi"}]}],
                "system_instruction":{"parts":[{"text":"Answer with one word and no more than that."}]}}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode count = Json.object(answer.body());
        assertThat(count.path("totalTokens").asInt()).isGreaterThan(8);
        assertThat(count.path("promptTokensDetails").get(0).path("modality").asString()).isEqualTo("TEXT");
        assertThat(Clients.post(gateway, GEMINI, "{\"contents\":[],\"generateContentRequest\":{}}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsWrongIsRefusedInTheClientsShape() throws Exception {
        HttpResponse<String> answer = Clients.post(before("openai"), ANTHROPIC, "{\"model\":\"" + MODEL + "\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.object(answer.body()).path("error").path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(Clients.post(before("gemini"), "/v1beta/models/sandbox-404:countTokens", GEMINI_BODY)
                .statusCode()).isEqualTo(404);
    }

    @Test
    void aVendorsOwnHeadersGoWithTheCount() throws Exception {
        AnyVendor gateway = before("anthropic");
        HttpResponse<String> answer = Clients.post(gateway, ANTHROPIC + "?beta=true", ANTHROPIC_BODY, "anthropic-beta",
                "context-management-2025-06-27", "anthropic-version", "2023-06-01");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gateway.sandbox().recorded().getFirst().headers().toString())
                .contains("context-management-2025-06-27");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "gemini"})
    void twentyAtOnceAreNothing(String vendor) throws Exception {
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> Clients.post(before(vendor), ANTHROPIC, ANTHROPIC_BODY)));
            }
        }
        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
    }

    private static final String ANTHROPIC_BODY = """
            {"model":"sandbox-fast","system":[{"type":"text","text":"Be brief."}],
            "messages":[{"role":"user","content":"Look at the weather in Oslo."}],
            "tools":[{"name":"weather","description":"The weather of a city",
            "input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}""";
    private static final String RESPONSES_BODY = """
            {"model":"sandbox-fast","input":"Look at the weather in Oslo.","instructions":"Be brief."}""";
    private static final String GEMINI_BODY = """
            {"contents":[{"role":"user","parts":[{"text":"Look at the weather in Oslo."}]}]}""";
}
