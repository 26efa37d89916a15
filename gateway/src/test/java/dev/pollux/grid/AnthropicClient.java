package dev.pollux.grid;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ThinkingConfigAdaptive;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.pollux.grid.Question.Wish;
import dev.pollux.grid.Said.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Anthropic's library, response validation on. */
record AnthropicClient(com.anthropic.client.AnthropicClient client) implements Client {
    private static final long MOST_TOKENS = 8_000;

    @Override
    public Talk begin(Question question) {
        return new AnthropicTalk(client, params(question));
    }

    private static MessageCreateParams.Builder params(Question question) {
        var params = MessageCreateParams.builder().model(question.model()).maxTokens(MOST_TOKENS);
        if (question.wants(Wish.PICTURE)) {
            params.addUserMessageOfContentBlockParams(List.of(
                    ContentBlockParam.ofText(TextBlockParam.builder().text(question.words()).build()),
                    ContentBlockParam.ofImage(ImageBlockParam.builder().source(Base64ImageSource.builder()
                            .mediaType(Base64ImageSource.MediaType.IMAGE_PNG).data(Question.PICTURE).build())
                            .build())));
        } else {
            params.addUserMessage(question.words());
        }
        if (question.wants(Wish.TOOLS)) {
            Question.TOOLS.forEach((name, schema) -> params.addTool(Tool.builder().name(name)
                    .inputSchema(inputSchema(values(schema)))
                    .build()));
        }
        if (question.wants(Wish.REASONING)) {
            params.thinking(ThinkingConfigAdaptive.builder().display(ThinkingConfigAdaptive.Display.SUMMARIZED).build())
                    .outputConfig(OutputConfig.builder().effort(OutputConfig.Effort.HIGH).build());
        }
        if (question.wants(Wish.STRUCTURE)) {
            params.outputConfig(OutputConfig.builder().format(JsonOutputFormat.builder().schema(
                    JsonOutputFormat.Schema.builder().putAllAdditionalProperties(values(Question.PERSON)).build())
                    .build()).build());
        }
        return params;
    }

    /** The library writes the schema's type by itself. */
    private static Tool.InputSchema inputSchema(Map<String, JsonValue> schema) {
        var input = Tool.InputSchema.builder();
        schema.forEach((name, value) -> {
            if (!name.equals("type")) {
                input.putAdditionalProperty(name, value);
            }
        });
        return input.build();
    }

    private static Map<String, JsonValue> values(Map<String, Object> schema) {
        return schema.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> JsonValue.from(entry.getValue())));
    }

    @Override
    public Complaint complaint(Throwable raised) {
        if (raised instanceof AnthropicServiceException refusal) {
            return new Complaint(refusal.statusCode(), refusal.type().map(ErrorType::asString).orElse(""),
                    String.valueOf(refusal.getMessage()));
        }
        throw new AssertionError("no refusal", raised);
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class AnthropicTalk implements Talk {
        private final com.anthropic.client.AnthropicClient client;
        private final MessageCreateParams.Builder conversation;
        private final StringBuilder heard = new StringBuilder();

        AnthropicTalk(com.anthropic.client.AnthropicClient client, MessageCreateParams.Builder conversation) {
            this.client = client;
            this.conversation = conversation;
        }

        @Override
        public Said ask(boolean streamed) {
            Message answer = streamed ? stream() : client.messages().create(conversation.build()).validate();
            conversation.addMessage(answer);
            List<ContentBlock> blocks = answer.content();
            String text = blocks.stream().flatMap(block -> block.text().stream()).map(block -> block.text())
                    .collect(Collectors.joining());
            String reasoning = blocks.stream().flatMap(block -> block.thinking().stream())
                    .map(block -> block.thinking()).collect(Collectors.joining());
            List<Call> calls = blocks.stream().flatMap(block -> block.toolUse().stream())
                    .map(call -> new Call(call.id(), call.name(), arguments(call))).toList();
            return new Said(text, reasoning, calls, answer.usage().inputTokens() + answer.usage().outputTokens());
        }

        private Message stream() {
            var accumulator = MessageAccumulator.create();
            try (StreamResponse<RawMessageStreamEvent> stream = client.messages()
                    .createStreaming(conversation.build())) {
                stream.stream().map(RawMessageStreamEvent::validate).forEach(event -> {
                    accumulator.accumulate(event);
                    event.contentBlockDelta().flatMap(delta -> delta.delta().text())
                            .ifPresent(text -> heard.append(text.text()));
                });
            }
            return accumulator.message().validate();
        }

        private static JsonNode arguments(ToolUseBlock call) {
            Map<String, Object> arguments = call._input().convert(new TypeReference<>() {});
            return JsonMapper.shared().valueToTree(arguments);
        }

        @Override
        public void say(String words) {
            conversation.addUserMessage(words);
        }

        @Override
        public void give(List<Result> results) {
            conversation.addUserMessageOfContentBlockParams(results.stream().map(result -> ContentBlockParam
                    .ofToolResult(ToolResultBlockParam.builder().toolUseId(result.call().id()).content(result.text())
                            .build()))
                    .toList());
        }

        @Override
        public String heard() {
            return heard.toString();
        }
    }
}
