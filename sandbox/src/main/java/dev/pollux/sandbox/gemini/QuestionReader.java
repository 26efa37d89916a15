package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Catalog.Model;
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
import java.util.List;
import java.util.Optional;

/** Reads the question out of a checked request. */
final class QuestionReader {
    private QuestionReader() {}

    static Question read(JsonNode request, Model model, Scenario scenario) {
        JsonNode config = request.path("generationConfig");
        StringBuilder text = new StringBuilder();
        Seen seen = Seen.NOTHING;
        List<Result> results = new ArrayList<>();
        JsonNode contents = request.path("contents");
        int turn = lastUserTurn(contents);
        for (JsonNode part : contents.path(turn).path("parts")) {
            if (part.has("text")) {
                text.append(text.isEmpty() ? "" : " ").append(Json.text(part.get("text")));
            } else if (part.has("functionResponse") && turn == contents.size() - 1) {
                JsonNode response = part.get("functionResponse");
                results.add(new Result(Json.text(response.path("name")), spoken(response.path("response"))));
            } else if (part.has("inlineData") || part.has("fileData")) {
                JsonNode media = part.has("inlineData") ? part.get("inlineData") : part.get("fileData");
                seen = seen.with(Json.text(media.path("mimeType")));
            }
        }
        return new Question(scenario, text.toString(), seen, tools(request), choice(request), results, schema(config),
                thinks(config.path("thinkingConfig"), model),
                Math.max(1, Tokens.of(contents) + Tokens.of(request.path("tools"))
                        + Tokens.of(request.path("systemInstruction"))),
                config.path("maxOutputTokens").asInt(Integer.MAX_VALUE / 8), stops(config));
    }

    private static int lastUserTurn(JsonNode contents) {
        for (int i = contents.size() - 1; i >= 0; i--) {
            if (!Json.text(contents.get(i).path("role")).equals("model")) {
                return i;
            }
        }
        return 0;
    }

    private static String spoken(JsonNode response) {
        JsonNode output = response.has("output") ? response.get("output") : response;
        return output.isString() ? Json.text(output) : Json.line(output);
    }

    private static List<Tool> tools(JsonNode request) {
        List<String> allowed = new ArrayList<>();
        request.path("toolConfig").path("functionCallingConfig").path("allowedFunctionNames")
                .forEach(name -> allowed.add(Json.text(name)));
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            for (JsonNode declaration : tool.path("functionDeclarations")) {
                String name = Json.text(declaration.path("name"));
                JsonNode schema = declaration.has("parameters")
                        ? declaration.get("parameters")
                        : declaration.path("parametersJsonSchema");
                if (allowed.isEmpty() || allowed.contains(name)) {
                    tools.add(new Tool(name, schema));
                }
            }
        }
        return tools;
    }

    private static Choice choice(JsonNode request) {
        return switch (Json.text(request.path("toolConfig").path("functionCallingConfig").path("mode"))) {
            case "ANY" -> Choice.REQUIRED;
            case "NONE" -> Choice.NONE;
            default -> Choice.AUTO;
        };
    }

    private static Optional<JsonNode> schema(JsonNode config) {
        for (String name : List.of("responseSchema", "responseJsonSchema", "_responseJsonSchema")) {
            if (config.has(name)) {
                return Optional.of(config.get(name));
            }
        }
        JsonNode format = config.path("responseFormat").path("text");
        if (format.has("schema")) {
            return Optional.of(format.get("schema"));
        }
        boolean json = Json.text(config.path("responseMimeType")).equals("application/json")
                || Json.text(format.path("mimeType")).equals("APPLICATION_JSON");
        return json
                ? Optional.of(Sample.ANY)
                : Optional.empty();
    }

    private static boolean thinks(JsonNode thinking, Model model) {
        int unset = model.id().startsWith("gemini-2.5-flash-lite") ? 0 : -1;
        if (model.budgeted()) {
            return thinking.path("thinkingBudget").asInt(unset) != 0;
        }
        return model.thinks() || thinking.path("includeThoughts").asBoolean(false) || thinking.has("thinkingLevel")
                || thinking.path("thinkingBudget").asInt(0) != 0;
    }

    private static List<String> stops(JsonNode config) {
        List<String> stops = new ArrayList<>();
        config.path("stopSequences").forEach(stop -> stops.add(Json.text(stop)));
        return stops;
    }
}
