package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Catalog.Model;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules about generationConfig and safetySettings, those of single models included. */
final class ConfigRules {
    private static final Set<String> MIME_TYPES = Set.of("text/plain", "application/json", "text/x.enum");
    private static final String CONFIG = "generation_config.";

    private ConfigRules() {}

    static void check(JsonNode request, Model model) {
        JsonNode config = request.path("generationConfig");
        ranges(config);
        json(config);
        penalties(config, model);
        if (model.version() >= 2.5 || model.thinks()) {
            thinking(config.path("thinkingConfig"), model);
        }
        Set<String> categories = new HashSet<>();
        for (JsonNode setting : request.path("safetySettings")) {
            if (!categories.add(Json.text(setting.path("category")))) {
                throw Refusals.field("safety_settings",
                        "element repeated for category " + Json.text(setting.path("category")));
            }
        }
        for (JsonNode part : request.path("systemInstruction").path("parts")) {
            if (!part.has("text")) {
                throw Refusals.invalid("System instruction only supports text parts.");
            }
        }
    }

    private static void ranges(JsonNode config) {
        range(config, "temperature", 0, 2);
        range(config, "topP", 0, 1);
        range(config, "candidateCount", 1, 8);
        range(config, "maxOutputTokens", 1, Integer.MAX_VALUE);
        range(config, "presencePenalty", -2, 2);
        range(config, "frequencyPenalty", -2, 2);
        range(config, "logprobs", 0, 20);
        if (config.path("stopSequences").size() > 5) {
            throw Refusals.field(CONFIG + "stop_sequences", "at most 5 stop sequences are supported.");
        }
        if (config.has("logprobs") && !config.path("responseLogprobs").asBoolean(false)) {
            throw Refusals.field(CONFIG + "logprobs", "logprobs requires response_logprobs.");
        }
    }

    private static void range(JsonNode config, String name, double least, double most) {
        if (config.has(name) && (config.get(name).asDouble(least) < least || config.get(name).asDouble(least) > most)) {
            throw Refusals.field(CONFIG + Shapes.snake(name),
                    name + " must be in the range [" + plain(least) + ", " + plain(most) + "].");
        }
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static void json(JsonNode config) {
        String mime = Json.text(config.path("responseMimeType"));
        if (!mime.isEmpty() && !MIME_TYPES.contains(mime)) {
            throw Refusals.field(CONFIG + "response_mime_type",
                    "allowed mimetypes are `text/plain`, `application/json` and `text/x.enum`.");
        }
        boolean typed = config.has("responseSchema");
        boolean free = config.has("responseJsonSchema") || config.has("_responseJsonSchema");
        if (typed && free) {
            throw Refusals.field(CONFIG + "response_schema",
                    "only one of response_schema and response_json_schema may be set.");
        }
        if ((typed || free) && !mime.equals("application/json") && !mime.equals("text/x.enum")) {
            throw Refusals.field(CONFIG + "response_mime_type",
                    "a response schema requires `application/json` or `text/x.enum`.");
        }
        if (typed) {
            ToolRules.schema(config.get("responseSchema"), CONFIG + "response_schema", false);
        }
    }

    private static void penalties(JsonNode config, Model model) {
        boolean penalty = config.has("presencePenalty") || config.has("frequencyPenalty");
        if (penalty && (model.version() >= 3.7 || model.version() == 2.5)) {
            throw Refusals.invalid("Penalty is not enabled for models/" + model.id());
        }
        if (model.version() >= 3.7 && config.path("candidateCount").asInt(1) > 1) {
            throw Refusals.invalid("Multiple candidates is not enabled for models/" + model.id());
        }
    }

    private static void thinking(JsonNode thinking, Model model) {
        String level = Json.text(thinking.path("thinkingLevel"));
        boolean levelled = !level.isEmpty() && !level.equals("THINKING_LEVEL_UNSPECIFIED");
        boolean budgeted = thinking.has("thinkingBudget");
        if (levelled && budgeted) {
            throw Refusals.invalid("You can only set only one of thinking budget and thinking level.");
        }
        if (!model.thinks() && (levelled || budgeted)) {
            throw Refusals.invalid("Thinking is not enabled for models/" + model.id());
        }
        if (levelled && (model.budgeted() || !model.thinking().contains(level))) {
            throw Refusals.invalid("Thinking level is not supported for this model.");
        }
        if (budgeted && model.budgeted()) {
            budget(thinking.get("thinkingBudget").asInt(-1), model);
        }
        if (budgeted && model.version() >= 4) {
            throw Refusals.invalid("Thinking budget is not supported for this model.");
        }
    }

    private static void budget(int budget, Model model) {
        List<String> bounds = model.thinking();
        boolean offAllowed = !model.id().equals("gemini-2.5-pro");
        if (budget == 0 && !offAllowed) {
            throw Refusals.invalid("Budget 0 is invalid. This model only works in thinking mode.");
        }
        int least = Integer.parseInt(bounds.get(0));
        int most = Integer.parseInt(bounds.get(1));
        if (budget != -1 && budget != 0 && (budget < least || budget > most)) {
            throw Refusals
                    .invalid("The thinking budget " + budget + " is invalid. Please choose a value between " + least
                            + " and " + most + ".");
        }
    }
}
