package dev.pollux.grid;

import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.ThinkingLevel;
import com.google.genai.types.Tool;
import dev.pollux.grid.Question.Wish;
import dev.pollux.grid.Said.Call;
import dev.pollux.json.Json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Google's library. */
record GeminiClient(com.google.genai.Client client) implements Client {

    @Override
    public Talk begin(Question question) {
        return new GeminiTalk(client, question.model(), config(question), first(question));
    }

    private static GenerateContentConfig config(Question question) {
        var config = GenerateContentConfig.builder();
        if (question.wants(Wish.TOOLS)) {
            config.tools(Tool.builder().functionDeclarations(Question.TOOLS.entrySet().stream()
                    .map(tool -> FunctionDeclaration.builder().name(tool.getKey())
                            .parametersJsonSchema(tool.getValue()).build())
                    .toList()).build());
        }
        if (question.wants(Wish.REASONING)) {
            config.thinkingConfig(
                    ThinkingConfig.builder().includeThoughts(true).thinkingLevel(ThinkingLevel.Known.HIGH).build());
        }
        if (question.wants(Wish.STRUCTURE)) {
            config.responseMimeType("application/json").responseJsonSchema(Question.PERSON);
        }
        return config.build();
    }

    private static Content first(Question question) {
        Part words = Part.fromText(question.words());
        return user(question.wants(Wish.PICTURE)
                ? List.of(words, Part.fromBytes(Base64.getDecoder().decode(Question.PICTURE), "image/png"))
                : List.of(words));
    }

    private static Content user(List<Part> parts) {
        return Content.builder().role("user").parts(parts).build();
    }

    @Override
    public Complaint complaint(Throwable raised) {
        if (raised instanceof ApiException refusal) {
            return new Complaint(refusal.code(), refusal.status(), refusal.message());
        }
        throw new AssertionError("no refusal", raised);
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class GeminiTalk implements Talk {
        private final com.google.genai.Client client;
        private final String model;
        private final GenerateContentConfig config;
        private final List<Content> conversation = new ArrayList<>();
        private final StringBuilder heard = new StringBuilder();

        GeminiTalk(com.google.genai.Client client, String model, GenerateContentConfig config, Content first) {
            this.client = client;
            this.model = model;
            this.config = config;
            conversation.add(first);
        }

        @Override
        public Said ask(boolean streamed) {
            List<GenerateContentResponse> answers = streamed
                    ? stream()
                    : List.of(client.models.generateContent(model, List.copyOf(conversation), config));
            List<Part> parts = answers.stream().flatMap(answer -> parts(answer).stream()).toList();
            conversation.add(Content.builder().role("model").parts(parts).build());
            return new Said(text(parts, false), text(parts, true),
                    parts.stream().flatMap(part -> part.functionCall().stream()).map(GeminiTalk::call).toList(),
                    answers.getLast().usageMetadata().flatMap(usage -> usage.totalTokenCount()).orElse(0));
        }

        private List<GenerateContentResponse> stream() {
            var answers = new ArrayList<GenerateContentResponse>();
            try (ResponseStream<GenerateContentResponse> stream = client.models.generateContentStream(model,
                    List.copyOf(conversation), config)) {
                stream.forEach(answer -> {
                    answers.add(answer);
                    heard.append(text(parts(answer), false));
                });
            }
            return answers;
        }

        private static List<Part> parts(GenerateContentResponse answer) {
            return answer.candidates().flatMap(all -> all.stream().findFirst())
                    .flatMap(candidate -> candidate.content()).flatMap(Content::parts).orElse(List.of());
        }

        private static String text(List<Part> parts, boolean thoughts) {
            return parts.stream().filter(part -> part.thought().orElse(false) == thoughts)
                    .flatMap(part -> part.text().stream()).collect(Collectors.joining());
        }

        private static Call call(FunctionCall call) {
            return new Call(call.id().orElse(""), call.name().orElse(""), Json.tree(call.toJson()).path("args"));
        }

        @Override
        public void say(String words) {
            conversation.add(user(List.of(Part.fromText(words))));
        }

        @Override
        public void give(List<Result> results) {
            conversation.add(user(results.stream().map(result -> Part.builder().functionResponse(
                    FunctionResponse.builder().id(result.call().id()).name(result.call().name())
                            .response(Map.of("output", result.text())).build())
                    .build()).toList()));
        }

        @Override
        public String heard() {
            return heard.toString();
        }
    }
}
