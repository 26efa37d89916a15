package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** OpenAI's own client for Java, response validation on, changed in nothing but its address and key. */
class OpenAiClientTest {
    private static final String TOKEN = "token-for-the-client";
    private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static Running running;
    private static OpenAIClient client;
    private static final List<OpenAIClient> CLIENTS = new ArrayList<>();

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN));
        client = client(running, TOKEN);
    }

    @AfterAll
    static void stop() {
        CLIENTS.forEach(OpenAIClient::close);
        running.close();
    }

    @BeforeEach
    void forget() {
        running.forget();
    }

    @Test
    void chatAnswers() {
        ChatCompletion answer = ask(question("gemini-2.5-flash", "Hello!"));
        assertThat(said(answer)).isEqualTo("You said: Hello!");
        assertThat(answer.id()).startsWith("chatcmpl-");
        assertThat(answer.model()).isEqualTo("gemini-2.5-flash");
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isPositive();
            assertThat(usage.totalTokens()).isGreaterThanOrEqualTo(usage.promptTokens() + usage.completionTokens());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-flash", "gemini-3.8-flash", "sandbox-unicode", "sandbox-long", "sandbox-think",
            "sandbox-lf", "sandbox-cr", "sandbox-comments", "sandbox-split-1", "sandbox-plain", "gemini-1.5-pro"})
    void aStreamGathersToTheWholeAnswer(String model) {
        ChatCompletion streamed = stream(question(model, "Grüße, 世界!"));
        ChatCompletion whole = ask(question(model, "Grüße, 世界!"));
        assertThat(said(streamed)).isNotBlank().isEqualTo(said(whole));
        assertThat(streamed.choices().getFirst().finishReason()).isEqualTo(whole.choices().getFirst().finishReason());
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toolsLoopOverSeveralTurnsWithARestartBeforeEach(boolean streamed) {
        var conversation = question("gemini-3.8-flash", "What is the weather in Oslo and Rome? Make two calls.")
                .addFunctionTool(weather());
        ChatCompletionMessage first = restarted(streamed, conversation);
        List<ChatCompletionMessageFunctionToolCall> calls = calls(first);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).id()).isNotEqualTo(calls.get(1).id());
        conversation.addMessage(first);
        for (int i = 0; i < calls.size(); i++) {
            conversation.addMessage(result(calls.get(i), "{\"degrees\":" + (20 + i) + "}"));
        }
        ChatCompletionMessage second = restarted(streamed, conversation);
        assertThat(second.content().orElse("")).contains("20", "21");
        conversation.addMessage(second).addUserMessage("And tomorrow? Use the tool.");
        ChatCompletionMessage third = restarted(streamed, conversation);
        conversation.addMessage(third);
        calls(third).forEach(call -> conversation.addMessage(result(call, "{\"degrees\":30}")));
        assertThat(calls(third)).isNotEmpty();
        assertThat(restarted(streamed, conversation).content().orElse("")).contains("30");
        JsonNode last = sent();
        assertThat(last.path("contents").findValues("thoughtSignature")).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(signature -> assertThat(signature.asString("")).hasSizeGreaterThan(100));
        assertThat(last.toString()).doesNotContain("skip_thought_signature_validator")
                .doesNotContain("context_engineering_is_the_way_to_go");
    }

    @Test
    void anAnswerFollowsAJsonSchema() {
        ChatCompletion answer = ask(question("gemini-2.5-flash", "Who is it?").putAdditionalBodyProperty(
                "response_format", JsonValue.from(Map.of("type", "json_schema", "json_schema", Map.of("name", "person",
                        "strict", true, "schema", person())))));
        JsonNode person = Json.tree(said(answer));
        assertThat(person.path("name").isString()).isTrue();
        assertThat(person.path("age").isIntegralNumber()).isTrue();
    }

    /** What a structured answer is read into. */
    public record Person(String name, int age) {}

    @Test
    void aClassBecomesASchemaAndTheAnswerAnObject() {
        var answer = client.chat().completions().create(
                question("gemini-2.5-flash", "Who is it?").responseFormat(Person.class).build());
        assertThat(answer.choices().getFirst().message().content()).hasValueSatisfying(
                person -> assertThat(person.name()).isNotNull());
    }

    @Test
    void aPictureGoesIn() {
        var picture = ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder().url("data:image/png;base64," + PIXEL)
                        .build())
                .build());
        var words = ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text("What is this?")
                .build());
        ChatCompletion answer = ask(ChatCompletionCreateParams.builder().model("gemini-2.5-flash")
                .addUserMessageOfArrayOfContentParts(List.of(words, picture)));
        assertThat(said(answer)).contains("1 picture");
        assertThat(sent().toString()).contains(PIXEL).contains("image/png");
    }

    @Test
    void reasoningEffortIsPassedOn() {
        ask(question("gemini-2.5-flash", "Think.").reasoningEffort(ReasoningEffort.HIGH));
        assertThat(sent().path("generationConfig").path("thinkingConfig").path("thinkingBudget").asInt(0))
                .isPositive();
        ask(question("gemini-3.8-flash", "Think.").reasoningEffort(ReasoningEffort.LOW));
        assertThat(sent().path("generationConfig").path("thinkingConfig").path("thinkingLevel").asString(""))
                .isEqualToIgnoringCase("low");
    }

    @Test
    void reasoningTokensAreCounted() {
        assertThat(ask(question("gemini-2.5-flash", "Think.").reasoningEffort(ReasoningEffort.HIGH)).usage()
                .orElseThrow().completionTokensDetails().orElseThrow().reasoningTokens()).hasValueSatisfying(
                        tokens -> assertThat(tokens).isPositive());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void logprobsComeBack(boolean streamed) {
        var question = question("gemini-2.5-flash", "Hello!").logprobs(true).topLogprobs(2);
        ChatCompletion answer = streamed ? stream(question) : ask(question);
        assertThat(answer.choices().getFirst().logprobs().orElseThrow().content().orElseThrow()).isNotEmpty()
                .allSatisfy(token -> {
                    assertThat(token.logprob()).isNegative();
                    assertThat(token.topLogprobs()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void severalAnswersComeBack(boolean streamed) {
        var question = question("gemini-2.5-flash", "Hello!").n(2);
        ChatCompletion answer = streamed ? stream(question) : ask(question);
        assertThat(answer.choices()).extracting(ChatCompletion.Choice::index).containsExactlyInAnyOrder(0L, 1L);
        assertThat(answer.choices()).allSatisfy(choice -> {
            assertThat(choice.message().content()).contains("You said: Hello!");
            assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        });
    }

    @Test
    void anAnswerThatIsTooLongOrFilteredSaysSo() {
        assertThat(ask(question("sandbox-max", "Hi")).choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        assertThat(stream(question("sandbox-safety", "Hi")).choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.CONTENT_FILTER);
    }

    @Test
    void modelsAreListedAndFound() {
        List<Model> models = client.models().list().data();
        assertThat(models).extracting(Model::id).contains("gemini-2.5-flash", "gemini-2.5-pro", "gemini-1.5-flash-8b",
                "gemini-3.8-flash");
        models.forEach(Model::validate);
        for (Model model : models) {
            assertThat(client.models().retrieve(model.id()).id()).isEqualTo(model.id());
        }
        assertThatThrownBy(() -> client.models().retrieve("gpt-nothing")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theAddressMayLackTheVersion() {
        OpenAIClient bare = client(running.base(), TOKEN);
        assertThat(said(bare.chat().completions().create(question("gemini-2.5-flash", "Hi").build())))
                .isEqualTo("You said: Hi");
        assertThat(bare.models().list().data()).isNotEmpty();
    }

    @Test
    void errorsRaiseWithStatusCodeAndParam() {
        OpenAIServiceException unknown = failure(client(running, "wrong"), question("gemini-2.5-flash", "Hi"));
        assertThat(unknown).isInstanceOf(UnauthorizedException.class);
        assertThat(unknown.code()).contains("invalid_api_key");

        OpenAIServiceException wrong = failure(client,
                question("gemini-2.5-flash", "Hi").putAdditionalBodyProperty("temperature", JsonValue.from("hot")));
        assertThat(wrong).isInstanceOf(BadRequestException.class);
        assertThat(wrong.param()).contains("temperature");
        assertThat(wrong.code()).contains("invalid_type");
        assertThat(wrong.type()).contains("invalid_request_error");
        assertThat(wrong.headers().values("x-request-id")).hasSize(1);

        OpenAIServiceException limited = failure(client, question("sandbox-429", "Hi"));
        assertThat(limited).isInstanceOf(RateLimitException.class);
        assertThat(limited.code()).contains("rate_limit_exceeded");
        // the key rests a little longer than the vendor says, lest all come back at once
        assertThat(limited.headers().values("retry-after")).singleElement()
                .satisfies(wait -> assertThat(Integer.parseInt(wait)).isBetween(34, 38));
        assertThat(failure(client, question("sandbox-500", "Hi"))).isInstanceOf(InternalServerException.class);
        assertThat(failure(client, question("sandbox-401key", "Hi")).statusCode()).isEqualTo(502);
        assertThat(failure(client, question("sandbox-404", "Hi"))).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox-cut", "sandbox-cut-clean", "sandbox-error-midstream", "sandbox-garbage",
            "sandbox-error-firstframe", "sandbox-html", "sandbox-empty-body", "sandbox-empty"})
    void aBrokenStreamRaises(String model) {
        assertThatThrownBy(() -> stream(question(model, "Tell me a long story about nothing at all, please.")))
                .isInstanceOf(OpenAIException.class);
    }

    private static OpenAIClient client(Running gateway, String token) {
        return client(gateway.base() + "/v1", token);
    }

    private static OpenAIClient client(String base, String token) {
        OpenAIClient made = OpenAIOkHttpClient.builder().apiKey(token).maxRetries(0).responseValidation(true)
                .baseUrl(base).build();
        CLIENTS.add(made);
        return made;
    }

    private static ChatCompletionCreateParams.Builder question(String model, String words) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(words);
    }

    private static ChatCompletion ask(ChatCompletionCreateParams.Builder question) {
        return client.chat().completions().create(question.build()).validate();
    }

    private static ChatCompletion stream(ChatCompletionCreateParams.Builder question) {
        return stream(client, question);
    }

    private static ChatCompletion stream(OpenAIClient asking, ChatCompletionCreateParams.Builder question) {
        var accumulator = ChatCompletionAccumulator.create();
        var params = question.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build();
        try (StreamResponse<ChatCompletionChunk> stream = asking.chat().completions().createStreaming(params)) {
            stream.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion().validate();
    }

    private static ChatCompletionMessage message(boolean streamed, OpenAIClient asking,
            ChatCompletionCreateParams.Builder conversation) {
        ChatCompletion answer = streamed
                ? stream(asking, conversation.build().toBuilder())
                : asking.chat().completions().create(conversation.build()).validate();
        return answer.choices().getFirst().message();
    }

    private static OpenAIServiceException failure(OpenAIClient asking, ChatCompletionCreateParams.Builder question) {
        return catchThrowableOfType(OpenAIServiceException.class,
                () -> asking.chat().completions().create(question.build()));
    }

    private static String said(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    /** Nothing of a conversation is kept: another gateway takes each turn. */
    private static ChatCompletionMessage restarted(boolean streamed, ChatCompletionCreateParams.Builder question) {
        try (Running another = Running.before(running.vendor(), Running.with(Keys.ACCESS_TOKEN, TOKEN))) {
            return message(streamed, client(another, TOKEN), question);
        }
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletionMessage message) {
        return message.toolCalls().orElse(List.of()).stream().map(ChatCompletionMessageToolCall::asFunction).toList();
    }

    private static ChatCompletionToolMessageParam result(ChatCompletionMessageFunctionToolCall call, String content) {
        assertThat(Json.tree(call.function().arguments()).path("city").isString()).isTrue();
        return ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content(content).build();
    }

    private static FunctionDefinition weather() {
        return FunctionDefinition.builder().name("get_weather").description("The weather of a city")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build())
                .build();
    }

    private static Map<String, Object> person() {
        return Map.of("type", "object", "additionalProperties", false, "required", List.of("name", "age"),
                "properties", Map.of("name", Map.of("type", "string"), "age", Map.of("type", "integer")));
    }

    /** What the vendor received last. */
    private static JsonNode sent() {
        return Json.tree(running.recorded().getLast().body());
    }
}
