package dev.pollux.sandbox.anthropic;

import dev.pollux.sandbox.reply.Tokens;
import dev.pollux.sandbox.scenario.Scenario;
import dev.pollux.sandbox.scenario.Staged;
import dev.pollux.sandbox.wire.Answer;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Ask;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Anthropic's front door: credentials, version, routes, models. */
public final class Anthropic {
    private static final Sheet SHEET = Sheet.read("anthropic/answer.txt");
    private static final List<String> MODELS = List.of("claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5",
            "claude-opus-4-6", "claude-haiku-4-5-20251001", "sandbox-echo");

    private Anthropic() {}

    public static Staged answer(Ask ask) {
        try {
            credentials(ask);
            if (ask.path().endsWith("/messages") || ask.path().endsWith("/count_tokens")) {
                return post(ask);
            }
            if (!ask.method().equals("GET")) {
                throw new Refused(Refusals.ERRORS.of("405"));
            }
            return Staged.plainly(models(ask.path().substring(ask.path().indexOf("/models") + "/models".length())));
        } catch (Refused refused) {
            return Staged.plainly(refused.answer());
        }
    }

    private static void credentials(Ask ask) {
        String key = ask.header("x-api-key").isEmpty() ? ask.bearer() : ask.header("x-api-key");
        if (key.isEmpty()) {
            throw new Refused(Refusals.ERRORS.of("no-key"));
        }
        if (key.startsWith("bad")) {
            throw new Refused(Refusals.ERRORS.of("401key"));
        }
        if (ask.header("anthropic-version").isEmpty()) {
            throw Refusals.invalid("anthropic-version: header is required");
        }
    }

    private static Staged post(Ask ask) {
        if (!ask.method().equals("POST")) {
            throw new Refused(Refusals.ERRORS.of("405"));
        }
        JsonNode request = ask.json().filter(JsonNode::isObject)
                .orElseThrow(() -> Refusals.invalid("The request body is not valid JSON"));
        Scenario scenario = Scenario.of(Json.text(request.path("model")));
        if (scenario.kind().refusal()) {
            throw new Refused(Refusals.ERRORS.of(scenario.kind().word(), "model", scenario.model()));
        }
        boolean counts = ask.path().endsWith("/count_tokens");
        Rules.check(request, scenario.model(), counts);
        Answer answer = counts
                ? new Whole(200, Refusals.JSON, SHEET.fill("count", "input", prompt(request)))
                : Messages.answer(request, scenario);
        return new Staged(scenario, answer, Refusals.ERRORS.of("503"));
    }

    /** The size of a prompt in tokens. */
    static int prompt(JsonNode request) {
        return Math.max(1, Tokens.of(request.path("messages")) + Tokens.of(request.path("system"))
                + Tokens.of(request.path("tools")));
    }

    private static Whole models(String rest) {
        if (rest.length() > 1) {
            String id = rest.substring(1);
            if (!MODELS.contains(id)) {
                throw new Refused(Refusals.ERRORS.of("404", "model", Json.escape(id)));
            }
            return new Whole(200, Refusals.JSON, Json.line(model(id)));
        }
        ObjectNode list = Json.MAPPER.createObjectNode();
        MODELS.forEach(id -> list.withArray("data").add(model(id)));
        list.put("has_more", false).put("first_id", MODELS.getFirst()).put("last_id", MODELS.getLast());
        return new Whole(200, Refusals.JSON, Json.line(list));
    }

    private static ObjectNode model(String id) {
        return Json.MAPPER.createObjectNode().put("type", "model").put("id", id).put("display_name", id)
                .put("created_at", "2026-09-22T00:00:00Z");
    }
}
