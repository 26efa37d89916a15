package dev.pollux.sandbox.openai;

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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** OpenAI's front door: credentials, routes, models. */
public final class OpenAi {
    private static final List<String> MODELS = Sheet.content("openai/models.txt").lines().toList();
    private static final long BIRTH = 1_780_000_000;

    private OpenAi() {}

    public static Staged answer(Ask ask) {
        try {
            credentials(ask);
            String path = ask.path();
            if (path.endsWith("/chat/completions")) {
                return post(ask, Chat::answer);
            }
            if (path.endsWith("/responses")) {
                return post(ask, Responses::answer);
            }
            if (path.endsWith("/responses/input_tokens")) {
                return post(ask, Responses::count);
            }
            if (path.endsWith("/embeddings")) {
                return post(ask, (request, _) -> Embeddings.answer(request));
            }
            int models = path.indexOf("/models");
            if (models >= 0 && ask.method().equals("GET")) {
                return Staged.plainly(models(path.substring(models + "/models".length())));
            }
            throw new Refused(Refusals.ERRORS.of("path", "method", ask.method(), "path", Json.escape(path)));
        } catch (Refused refused) {
            return Staged.plainly(refused.answer());
        }
    }

    private static void credentials(Ask ask) {
        if (ask.bearer().isEmpty()) {
            throw new Refused(Refusals.ERRORS.of("no-key"));
        }
        if (ask.bearer().startsWith("bad")) {
            throw new Refused(Refusals.ERRORS.of("401key", "key", "bad***ey"));
        }
    }

    /** What makes an answer to one kind of request. */
    private interface Endpoint {
        Answer answer(JsonNode request, Scenario scenario);
    }

    private static Staged post(Ask ask, Endpoint endpoint) {
        if (!ask.method().equals("POST")) {
            throw new Refused(Refusals.ERRORS.of("405", "method", ask.method(), "path", ask.path()));
        }
        JsonNode request = ask.json().filter(JsonNode::isObject).orElseThrow(() -> Refusals.invalid(
                "We could not parse the JSON body of your request.", "", "invalid_json"));
        String model = Json.text(request.path("model"));
        if (model.isEmpty()) {
            throw Refusals.invalid("you must provide a model parameter", "model", "missing_required_parameter");
        }
        Scenario scenario = Scenario.of(model);
        if (scenario.kind().refusal()) {
            throw new Refused(
                    Refusals.ERRORS.of(scenario.kind().word(), "model", scenario.model(), "key", "sk-ab***yz"));
        }
        return new Staged(scenario, endpoint.answer(request, scenario), Refusals.ERRORS.of("503"));
    }

    private static Whole models(String rest) {
        if (rest.isEmpty() || rest.equals("/")) {
            ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
            MODELS.forEach(id -> list.withArray("data").add(model(id)));
            return new Whole(200, Refusals.JSON, Json.line(list));
        }
        String id = URLDecoder.decode(rest.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!MODELS.contains(id) && !id.startsWith("sandbox-")) {
            throw new Refused(Refusals.ERRORS.of("404", "model", Json.escape(id)));
        }
        return new Whole(200, Refusals.JSON, Json.line(model(id)));
    }

    private static ObjectNode model(String id) {
        return Json.MAPPER.createObjectNode().put("id", id).put("object", "model").put("created", BIRTH)
                .put("owned_by", id.startsWith("sandbox") ? "sandbox" : "system").putNull("shutdown_date");
    }
}
