package dev.pollux.sandbox.openai;

import dev.pollux.sandbox.reply.Question;
import dev.pollux.sandbox.reply.Question.Choice;
import dev.pollux.sandbox.reply.Question.Result;
import dev.pollux.sandbox.reply.Question.Seen;
import dev.pollux.sandbox.reply.Question.Tool;
import dev.pollux.sandbox.reply.Sample;
import dev.pollux.sandbox.reply.Tokens;
import dev.pollux.sandbox.scenario.Scenario;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the question out of a chat or a responses request: they differ in nesting more than in words. */
final class Reader {
    private final StringBuilder text = new StringBuilder();
    private final List<Result> results = new ArrayList<>();
    private Seen seen = Seen.NOTHING;

    private Reader() {}

    static Question chat(JsonNode request, Scenario scenario) {
        var reader = new Reader();
        Map<String, String> names = new HashMap<>();
        for (JsonNode message : request.path("messages")) {
            message.path("tool_calls").forEach(
                    call -> names.put(Json.text(call.path("id")), Json.text(call.path("function").path("name"))));
            switch (Json.text(message.path("role"))) {
                case "user" -> reader.begin(message.path("content"));
                case "tool" -> reader.result(names.getOrDefault(Json.text(message.path("tool_call_id")), "tool"),
                        message.path("content"));
                case "assistant" -> reader.results.clear();
                default -> {
                }
            }
        }
        JsonNode format = request.path("response_format");
        JsonNode limit = request.has("max_completion_tokens")
                ? request.get("max_completion_tokens")
                : request.path("max_tokens");
        boolean thinks = scenario.model().matches("(deepseek|kimi|glm|qwen)-.*")
                || reasons(scenario.model(), Json.text(request.path("reasoning_effort")));
        return reader.question(request, scenario, schema(format, format.path("json_schema")), thinks, limit,
                request.path("messages"));
    }

    static Question responses(JsonNode request, Scenario scenario) {
        var reader = new Reader();
        Map<String, String> names = new HashMap<>();
        JsonNode input = request.path("input");
        if (input.isString()) {
            reader.begin(input);
        }
        for (JsonNode item : input.isArray() ? input : Json.tree("[]")) {
            switch (Json.text(item.path("type"))) {
                case "function_call" -> {
                    names.put(Json.text(item.path("call_id")), Json.text(item.path("name")));
                    reader.results.clear();
                }
                case "function_call_output" ->
                    reader.result(names.getOrDefault(Json.text(item.path("call_id")), "tool"), item.path("output"));
                default -> {
                    switch (Json.text(item.path("role"))) {
                        case "user" -> reader.begin(item.path("content"));
                        case "assistant" -> reader.results.clear();
                        default -> {
                        }
                    }
                }
            }
        }
        JsonNode format = request.path("text").path("format");
        boolean thinks = reasons(scenario.model(), Json.text(request.path("reasoning").path("effort")))
                || (!request.path("reasoning").path("summary").isMissingNode()
                        && !request.path("reasoning").path("summary").isNull());
        return reader.question(request, scenario, schema(format, format), thinks, request.path("max_output_tokens"),
                input);
    }

    private static boolean reasons(String model, String effort) {
        return effort.isEmpty() ? model.matches("(gpt-[5-9]|o[0-9]).*") : !effort.equals("none");
    }

    /** A message of the user. Results of tools before it belong to the same turn: the model has not spoken since. */
    private void begin(JsonNode content) {
        text.setLength(0);
        seen = Seen.NOTHING;
        if (content.isString()) {
            text.append(Json.text(content));
            return;
        }
        for (JsonNode part : content) {
            switch (Json.text(part.path("type"))) {
                case "text", "input_text" ->
                    text.append(text.isEmpty() ? "" : " ").append(Json.text(part.path("text")));
                case "image_url", "input_image" -> seen = seen.with("image/");
                case "input_audio" -> seen = seen.with("audio/");
                default -> seen = seen.with("file");
            }
        }
    }

    private void result(String name, JsonNode content) {
        StringBuilder said = new StringBuilder(Json.text(content));
        content.forEach(part -> said.append(Json.text(part.path("text"))));
        results.add(new Result(name, said.toString()));
    }

    private Question question(JsonNode request, Scenario scenario, Optional<JsonNode> schema, boolean thinks,
            JsonNode limit, JsonNode prompt) {
        List<String> stops = new ArrayList<>();
        if (request.path("stop").isString()) {
            stops.add(Json.text(request.path("stop")));
        }
        request.path("stop").forEach(stop -> stops.add(Json.text(stop)));
        int tokens = Math.max(1,
                Tokens.of(prompt) + Tokens.of(request.path("tools")) + Tokens.of(request.path("instructions")));
        return new Question(scenario, text.toString(), seen, tools(request), choice(request), results, schema, thinks,
                tokens,
                limit.asInt(Integer.MAX_VALUE / 8), stops);
    }

    private static Optional<JsonNode> schema(JsonNode format, JsonNode holder) {
        return switch (Json.text(format.path("type"))) {
            case "json_schema" -> Optional.of(holder.path("schema"));
            case "json_object" -> Optional.of(Sample.ANY);
            default -> Optional.empty();
        };
    }

    private static List<Tool> tools(JsonNode request) {
        String only = named(request.path("tool_choice"));
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.has("function") ? tool.get("function") : tool;
            String name = Json.text(function.path("name"));
            if (!name.isEmpty() && (only.isEmpty() || only.equals(name))) {
                tools.add(new Tool(name, function.path("parameters")));
            }
        }
        return tools;
    }

    private static String named(JsonNode choice) {
        return Json.text(choice.has("function") ? choice.get("function").path("name") : choice.path("name"));
    }

    private static Choice choice(JsonNode request) {
        JsonNode choice = request.path("tool_choice");
        String word = choice.isString()
                ? Json.text(choice)
                : Json.text(choice.path("mode")) + Json.text(choice.path("allowed_tools").path("mode"));
        if (word.equals("required") || !named(choice).isEmpty()) {
            return Choice.REQUIRED;
        }
        return word.equals("none") ? Choice.NONE : Choice.AUTO;
    }
}
