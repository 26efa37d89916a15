package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a request for a vendor. */
final class RequestWriter {

    private RequestWriter() {}

    static Wire write(Request request, ModelFacts facts, Losses losses) {
        ObjectNode body = body(request, facts, losses);
        return new Wire(path(request.model(), request.delivery().stream()), Map.of(), Json.bytes(body));
    }

    static ObjectNode body(Request request, ModelFacts facts, Losses losses) {
        ObjectNode body = Json.object();
        contents(request, facts, losses, body);
        new ToolWriter(facts, losses).write(request.tools(), body);
        ObjectNode config = ConfigWriter.write(request, facts, losses);
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        service(request.service(), losses, body);
        Inner.write(request.extras(), body, losses);
        return body;
    }

    private static void contents(Request request, ModelFacts facts, Losses losses, ObjectNode body) {
        var turns = new TurnWriter(facts, losses);
        ArrayNode instructions = turns.instructions(request.messages());
        ArrayNode contents = turns.contents(request.messages());
        Concessions.make(contents, facts, losses);
        if (!instructions.isEmpty()) {
            if (contents.isEmpty() || facts.has(Trait.NO_INSTRUCTIONS)) {
                Concessions.instructInFirstTurn(contents, instructions);
            } else {
                body.putObject("systemInstruction").set("parts", instructions);
            }
        }
        if (contents.isEmpty()) {
            throw new FailureException(Failure.invalid("messages", "The conversation has no content."));
        }
        body.set("contents", contents);
    }

    private static void service(Service service, Losses losses, ObjectNode body) {
        service.tier().ifPresent(tier -> {
            switch (tier) {
                case "flex", "priority" -> body.put("serviceTier", tier);
                case "default" -> body.put("serviceTier", "standard");
                case "auto" -> {
                }
                default -> losses.add("service_tier");
            }
        });
        losses.addIf(service.user().isPresent(), "user");
        losses.addIf(service.cacheKey().isPresent(), "prompt_cache_key");
        losses.addIf(service.store().orElse(false), "store");
        losses.addIf(!service.metadata().isEmpty(), "metadata");
    }

    static String path(String model, boolean stream) {
        return resource(model) + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    /** The path of a model: bare ids stand under {@code /models/}, tuned ones keep their own prefix. */
    static String resource(String model) {
        String id = model;
        for (String prefix : new String[]{"google/", "models/"}) {
            id = id.startsWith(prefix) ? id.substring(prefix.length()) : id;
        }
        return id.startsWith("tunedModels/")
                ? "/tunedModels/" + encoded(id.substring("tunedModels/".length()))
                : "/models/" + encoded(id);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
