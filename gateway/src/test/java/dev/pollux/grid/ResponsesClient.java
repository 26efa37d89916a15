package dev.pollux.grid;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import com.openai.models.responses.ResponseUsage;
import dev.pollux.grid.Question.Wish;
import dev.pollux.grid.Said.Call;
import dev.pollux.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** OpenAI's library in its Responses API, response validation on; the program keeps the conversation itself. */
record ResponsesClient(OpenAIClient client) implements Client {

    @Override
    public Talk begin(Question question) {
        return new ResponsesTalk(client, params(question), first(question));
    }

    private static ResponseCreateParams params(Question question) {
        var params = ResponseCreateParams.builder().model(question.model()).store(false);
        if (question.wants(Wish.TOOLS)) {
            Question.TOOLS.forEach((name, schema) -> params.addTool(FunctionTool.builder().name(name).strict(true)
                    .parameters(FunctionTool.Parameters.builder()
                            .putAllAdditionalProperties(ChatClient.values(schema)).build())
                    .build()));
        }
        if (question.wants(Wish.REASONING)) {
            params.reasoning(
                    Reasoning.builder().effort(ReasoningEffort.HIGH).summary(Reasoning.Summary.AUTO).build());
        }
        if (question.wants(Wish.REASONING) || question.wants(Wish.TOOLS)) {
            params.addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT);
        }
        if (question.wants(Wish.STRUCTURE)) {
            var schema = ResponseFormatTextJsonSchemaConfig.Schema.builder()
                    .putAllAdditionalProperties(ChatClient.values(Question.PERSON)).build();
            params.text(ResponseTextConfig.builder().format(ResponseFormatTextJsonSchemaConfig.builder()
                    .name("person").strict(true).schema(schema).build()).build());
        }
        return params.inputOfResponse(List.of()).build();
    }

    private static ResponseInputItem first(Question question) {
        if (!question.wants(Wish.PICTURE)) {
            return user(EasyInputMessage.builder().content(question.words()));
        }
        return user(EasyInputMessage.builder().contentOfResponseInputMessageContentList(List.of(
                ResponseInputContent.ofInputText(ResponseInputText.builder().text(question.words()).build()),
                ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                        .detail(ResponseInputImage.Detail.AUTO)
                        .imageUrl("data:image/png;base64," + Question.PICTURE).build()))));
    }

    private static ResponseInputItem user(EasyInputMessage.Builder message) {
        return ResponseInputItem.ofEasyInputMessage(message.role(EasyInputMessage.Role.USER).build());
    }

    @Override
    public Complaint complaint(Throwable raised) {
        return ChatClient.told(raised);
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class ResponsesTalk implements Talk {
        private final OpenAIClient client;
        private final ResponseCreateParams params;
        private final List<ResponseInputItem> conversation = new ArrayList<>();
        private final StringBuilder heard = new StringBuilder();

        ResponsesTalk(OpenAIClient client, ResponseCreateParams params, ResponseInputItem first) {
            this.client = client;
            this.params = params;
            conversation.add(first);
        }

        @Override
        public Said ask(boolean streamed) {
            ResponseCreateParams question = params.toBuilder().inputOfResponse(List.copyOf(conversation)).build();
            Response answer = streamed ? stream(question) : client.responses().create(question).validate();
            List<ResponseOutputItem> items = answer.output();
            items.forEach(item -> conversation.add(echo(item)));
            String text = items.stream().flatMap(item -> item.message().stream())
                    .flatMap(message -> message.content().stream())
                    .map(ResponseOutputMessage.Content::asOutputText).map(part -> part.text())
                    .collect(Collectors.joining());
            String reasoning = items.stream().flatMap(item -> item.reasoning().stream())
                    .flatMap(item -> item.summary().stream()).map(ResponseReasoningItem.Summary::text)
                    .collect(Collectors.joining());
            List<Call> calls = items.stream().flatMap(item -> item.functionCall().stream())
                    .map(ResponsesTalk::call).toList();
            return new Said(text, reasoning, calls, answer.usage().map(ResponseUsage::totalTokens).orElse(0L));
        }

        private Response stream(ResponseCreateParams question) {
            var accumulator = ResponseAccumulator.create();
            try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(question)) {
                stream.stream().map(ResponseStreamEvent::validate).forEach(event -> {
                    accumulator.accumulate(event);
                    event.outputTextDelta().ifPresent(delta -> heard.append(delta.delta()));
                });
            }
            return accumulator.response().validate();
        }

        private static Call call(ResponseFunctionToolCall call) {
            return new Call(call.callId(), call.name(), Json.tree(call.arguments()));
        }

        private static ResponseInputItem echo(ResponseOutputItem item) {
            return item.message().map(ResponseInputItem::ofResponseOutputMessage)
                    .or(() -> item.functionCall().map(ResponseInputItem::ofFunctionCall))
                    .orElseGet(() -> ResponseInputItem.ofReasoning(item.asReasoning()));
        }

        @Override
        public void say(String words) {
            conversation.add(user(EasyInputMessage.builder().content(words)));
        }

        @Override
        public void give(List<Result> results) {
            results.forEach(result -> conversation.add(ResponseInputItem.ofFunctionCallOutput(
                    ResponseInputItem.FunctionCallOutput.builder().callId(result.call().id()).output(result.text())
                            .build())));
        }

        @Override
        public String heard() {
            return heard.toString();
        }
    }
}
