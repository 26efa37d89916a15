package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.List;
import java.util.OptionalDouble;

/** The response object: what an answer says of itself, and what it repeats of its request. */
final class ResponseObject {
    private final ObjectNode response = Json.object();

    ResponseObject(Request request, String id, long createdAt) {
        var losses = new Losses();
        response.put("id", id).put("object", "response").put("created_at", createdAt).put("status", "in_progress");
        response.put("background", false).putNull("error").putNull("incomplete_details");
        instructions(request.messages());
        request.settings().maxTokens().ifPresentOrElse(tokens -> response.put("max_output_tokens", tokens),
                () -> response.putNull("max_output_tokens"));
        response.putNull("max_tool_calls").put("model", request.model()).putArray("output");
        response.put("parallel_tool_calls", request.tools().parallel().orElse(true)).putNull("previous_response_id");
        service(request.service());
        settings(request.settings());
        response.putObject("reasoning").putNull("effort").putNull("summary");
        request.thinking().effort().ifPresent(effort -> inner("reasoning").put("effort", Words.of(effort)));
        if (request.thinking().isAsked()) {
            inner("reasoning").put("summary", "auto");
        }
        RequestWriter.output(response, request.output());
        if (!inner("text").has("format")) {
            inner("text").putObject("format").put("type", "text");
        }
        var tools = new ToolWriter(request.tools(), losses);
        response.set("tool_choice", tools.choice().orElse(StringNode.valueOf("auto")));
        response.set("tools", tools.offered());
        response.put("truncation", "disabled").putNull("usage");
    }

    private void instructions(List<Message> messages) {
        response.putNull("instructions");
        ObjectNode written = Json.object();
        if (!messages.isEmpty() && messages.getFirst().role() == Role.SYSTEM) {
            new ItemWriter(Namespaces.NONE, false, new Losses()).write(messages.subList(0, 1), written);
        }
        if (written.has("instructions")) {
            response.set("instructions", written.get("instructions"));
        }
    }

    private void service(Service service) {
        response.put("prompt_cache_key", service.cacheKey().orElse(null)).putNull("safety_identifier");
        response.put("service_tier", service.tier().orElse("default")).put("store", service.store().orElse(false));
        response.put("user", service.user().orElse(null));
        service.metadata().forEach(response.putObject("metadata")::put);
    }

    private void settings(Settings settings) {
        response.put("temperature", or(settings.temperature()));
        response.put("top_p", or(settings.topP()));
        response.put("top_logprobs", settings.topLogprobs().orElse(0));
    }

    private static double or(OptionalDouble value) {
        return value.orElse(1.0);
    }

    private ObjectNode inner(String name) {
        return response.get(name) instanceof ObjectNode found ? found : response.putObject(name);
    }

    ObjectNode json() {
        return response;
    }

    /** What the vendor says of the answer in fields that only this dialect knows. */
    void extras(ObjectNode fields) {
        fields.properties().forEach(field -> response.set(field.getKey(), field.getValue()));
    }

    void end(long completedAt, ArrayNode output, Usage usage) {
        response.put("completed_at", completedAt).put("status", "completed").set("output", output);
        usage(usage);
    }

    void incomplete(String reason) {
        response.put("status", "incomplete").putNull("completed_at").putObject("incomplete_details").put("reason",
                reason);
    }

    void failed(String code, Failure failure, ArrayNode output) {
        response.put("status", "failed").set("output", output);
        response.putObject("error").put("code", code).put("message", failure.message());
    }

    private void usage(Usage usage) {
        if (!usage.isKnown()) {
            return;
        }
        ObjectNode written = response.putObject("usage");
        written.put("input_tokens", usage.input().orElse(0));
        written.putObject("input_tokens_details").put("cached_tokens", usage.cacheRead().orElse(0))
                .put("cache_write_tokens", usage.cacheWrite().orElse(0));
        written.put("output_tokens", usage.output().orElse(0));
        written.putObject("output_tokens_details").put("reasoning_tokens", usage.thinking().orElse(0));
        written.put("total_tokens", usage.total());
    }

    /** The output so far, as it stands in a response object. */
    static ArrayNode output(List<? extends JsonNode> items) {
        ArrayNode output = Json.array();
        items.forEach(output::add);
        return output;
    }
}
