package dev.pollux.grid;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import dev.pollux.grid.Question.Wish;
import dev.pollux.grid.Said.Call;
import dev.pollux.json.Json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** OpenAI's library in its chat API, response validation on. */
record ChatClient(OpenAIClient client) implements Client {

    @Override
    public Talk begin(Question question) {
        return new ChatTalk(client, params(question));
    }

    private static ChatCompletionCreateParams.Builder params(Question question) {
        var params = ChatCompletionCreateParams.builder().model(question.model());
        if (question.wants(Wish.PICTURE)) {
            params.addUserMessageOfArrayOfContentParts(List.of(
                    ChatCompletionContentPart.ofText(
                            ChatCompletionContentPartText.builder().text(question.words()).build()),
                    ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                            .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                    .url("data:image/png;base64," + Question.PICTURE).build())
                            .build())));
        } else {
            params.addUserMessage(question.words());
        }
        if (question.wants(Wish.TOOLS)) {
            Question.TOOLS.forEach((name, schema) -> params.addFunctionTool(FunctionDefinition.builder().name(name)
                    .parameters(FunctionParameters.builder().putAllAdditionalProperties(values(schema)).build())
                    .build()));
        }
        if (question.wants(Wish.REASONING)) {
            params.reasoningEffort(ReasoningEffort.HIGH);
        }
        if (question.wants(Wish.STRUCTURE)) {
            var schema = JsonSchema.Schema.builder().putAllAdditionalProperties(values(Question.PERSON)).build();
            params.responseFormat(ResponseFormatJsonSchema.builder()
                    .jsonSchema(JsonSchema.builder().name("person").strict(true).schema(schema).build()).build());
        }
        return params;
    }

    static Map<String, JsonValue> values(Map<String, Object> schema) {
        return schema.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> JsonValue.from(entry.getValue())));
    }

    @Override
    public Complaint complaint(Throwable raised) {
        return told(raised);
    }

    static Complaint told(Throwable raised) {
        if (raised instanceof OpenAIServiceException refusal) {
            return new Complaint(refusal.statusCode(), refusal.code().orElse(""), String.valueOf(refusal.getMessage()));
        }
        throw new AssertionError("no refusal", raised);
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class ChatTalk implements Talk {
        private final OpenAIClient client;
        private final ChatCompletionCreateParams.Builder conversation;
        private final StringBuilder heard = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();

        ChatTalk(OpenAIClient client, ChatCompletionCreateParams.Builder conversation) {
            this.client = client;
            this.conversation = conversation;
        }

        @Override
        public Said ask(boolean streamed) {
            reasoning.setLength(0);
            ChatCompletion answer = streamed
                    ? stream()
                    : client.chat().completions().create(conversation.build()).validate();
            ChatCompletionMessage message = answer.choices().getFirst().message();
            if (!streamed) {
                think(message._allProperties());
            }
            conversation.addMessage(message);
            List<Call> calls = message.toolCalls().orElse(List.of()).stream().map(call -> call.asFunction())
                    .map(call -> new Call(call.id(), call.function().name(), Json.tree(call.function().arguments())))
                    .toList();
            return new Said(message.content().orElse(""), reasoning.toString(), calls,
                    answer.usage().map(CompletionUsage::totalTokens).orElse(0L));
        }

        private ChatCompletion stream() {
            var accumulator = ChatCompletionAccumulator.create();
            var params = conversation.build().toBuilder()
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build();
            try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(params)) {
                stream.stream().map(ChatCompletionChunk::validate).forEach(chunk -> {
                    accumulator.accumulate(chunk);
                    chunk.choices().forEach(choice -> {
                        choice.delta().content().ifPresent(heard::append);
                        think(choice.delta()._allProperties());
                    });
                });
            }
            return accumulator.chatCompletion().validate();
        }

        /** The field is none of OpenAI's, but that of all who show reasoning in its chat API. */
        private void think(Map<String, JsonValue> fields) {
            JsonValue text = fields.get("reasoning_content");
            if (text != null) {
                reasoning.append(Objects.requireNonNullElse(text.convert(String.class), ""));
            }
        }

        @Override
        public void say(String words) {
            conversation.addUserMessage(words);
        }

        @Override
        public void give(List<Result> results) {
            results.forEach(result -> conversation.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(result.call().id()).content(result.text()).build()));
        }

        @Override
        public String heard() {
            return heard.toString();
        }
    }
}
