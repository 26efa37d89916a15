package dev.pollux.sandbox.anthropic;

import dev.pollux.sandbox.reply.Question;
import dev.pollux.sandbox.reply.Question.Choice;
import dev.pollux.sandbox.reply.Question.Result;
import dev.pollux.sandbox.reply.Question.Seen;
import dev.pollux.sandbox.reply.Question.Tool;
import dev.pollux.sandbox.scenario.Scenario;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the question out of a messages request. */
final class Reader {
    private Reader() {}

    static Question read(JsonNode request, Scenario scenario) {
        StringBuilder text = new StringBuilder();
        Seen seen = Seen.NOTHING;
        List<Result> results = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        JsonNode last = Json.tree("{}");
        for (JsonNode message : request.path("messages")) {
            last = Json.text(message.path("role")).equals("user") ? message : last;
            message.path("content")
                    .forEach(block -> names.put(Json.text(block.path("id")), Json.text(block.path("name"))));
        }
        text.append(Json.text(last.path("content")));
        for (JsonNode block : last.path("content")) {
            switch (Json.text(block.path("type"))) {
                case "text" -> text.append(text.isEmpty() ? "" : " ").append(Json.text(block.path("text")));
                case "tool_result" ->
                    results.add(new Result(names.getOrDefault(Json.text(block.path("tool_use_id")), "tool"),
                            spoken(block.path("content"))));
                case "image" -> seen = seen.with("image/");
                default -> seen = seen.with("file");
            }
        }
        JsonNode format = request.path("output_config").path("format");
        Optional<JsonNode> schema = format.has("schema") ? Optional.of(format.get("schema")) : Optional.empty();
        List<String> stops = new ArrayList<>();
        request.path("stop_sequences").forEach(stop -> stops.add(Json.text(stop)));
        String thinking = Json.text(request.path("thinking").path("type"));
        boolean thinks = thinking.isEmpty()
                ? thinksUnasked(scenario.model())
                : !thinking.equals("disabled");
        return new Question(scenario, text.toString(), seen, tools(request), choice(request), results, schema, thinks,
                Anthropic.prompt(request), request.path("max_tokens").asInt(Integer.MAX_VALUE / 8), stops);
    }

    /** Whether a model thinks without being told to: those of the fifth generation. */
    static boolean thinksUnasked(String model) {
        return model.matches("claude-(opus|sonnet|haiku|fable|mythos)-5.*");
    }

    private static String spoken(JsonNode content) {
        StringBuilder said = new StringBuilder(Json.text(content));
        content.forEach(block -> said.append(Json.text(block.path("text"))));
        return said.toString();
    }

    private static List<Tool> tools(JsonNode request) {
        String only = Json.text(request.path("tool_choice").path("name"));
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            String name = Json.text(tool.path("name"));
            if (tool.has("input_schema") && (only.isEmpty() || only.equals(name))) {
                tools.add(new Tool(name, tool.get("input_schema")));
            }
        }
        return tools;
    }

    private static Choice choice(JsonNode request) {
        return switch (Json.text(request.path("tool_choice").path("type"))) {
            case "any", "tool" -> Choice.REQUIRED;
            case "none" -> Choice.NONE;
            default -> Choice.AUTO;
        };
    }
}
