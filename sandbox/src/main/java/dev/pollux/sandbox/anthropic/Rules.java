package dev.pollux.sandbox.anthropic;

import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.LinkedHashSet;
import java.util.Set;

/** What the messages endpoint refuses. */
final class Rules {
    private Rules() {}

    static void check(JsonNode request, String model, boolean counts) {
        for (String field : counts
                ? new String[]{"model", "messages"}
                : new String[]{"model", "max_tokens", "messages"}) {
            if (!request.has(field)) {
                throw Refusals.invalid(field + ": Field required");
            }
        }
        JsonNode messages = request.get("messages");
        if (messages.isEmpty()) {
            throw Refusals.invalid("messages: at least one message is required");
        }
        if (!Json.text(messages.get(0).path("role")).equals("user")) {
            throw Refusals.invalid("messages: first message must use the \"user\" role");
        }
        Set<String> open = Set.of();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = Json.text(message.path("role"));
            if (!role.matches("user|assistant|system")) {
                throw Refusals.invalid("messages." + i + ".role: Input should be 'user' or 'assistant'");
            }
            JsonNode content = message.path("content");
            if ((content.isString() ? Json.text(content).isEmpty() : content.isEmpty()) && i < messages.size() - 1) {
                throw Refusals
                        .invalid("messages." + i + ": all messages must have non-empty content except for the optional "
                                + "final assistant message");
            }
            results(content, open, i);
            open = calls(content);
        }
        if (!open.isEmpty()) {
            throw unanswered(open, messages.size() - 1);
        }
        thinking(request, model);
    }

    private static Set<String> calls(JsonNode content) {
        Set<String> ids = new LinkedHashSet<>();
        content.forEach(block -> {
            if (Json.text(block.path("type")).equals("tool_use")) {
                ids.add(Json.text(block.path("id")));
            }
        });
        for (String id : ids) {
            if (!id.matches("[a-zA-Z0-9_-]+")) {
                throw Refusals.invalid("messages: tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
            }
        }
        return ids;
    }

    /** Results answer the calls of the turn before, and stand first. */
    private static void results(JsonNode content, Set<String> calls, int at) {
        Set<String> open = new LinkedHashSet<>(calls);
        boolean other = false;
        for (JsonNode block : content) {
            if (!Json.text(block.path("type")).equals("tool_result")) {
                other = true;
                continue;
            }
            String id = Json.text(block.path("tool_use_id"));
            if (!open.remove(id)) {
                throw Refusals.invalid("messages." + at + ": unexpected `tool_use_id` found in `tool_result` blocks: "
                        + id
                        + ". Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            }
            if (other) {
                throw unanswered(Set.of(id), at - 1);
            }
        }
        if (!open.isEmpty()) {
            throw unanswered(open, at - 1);
        }
    }

    private static RuntimeException unanswered(Set<String> ids, int at) {
        return Refusals.invalid(
                "messages." + at + ": `tool_use` ids were found without `tool_result` blocks immediately after: "
                        + String.join(", ", ids)
                        + ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
    }

    private static void thinking(JsonNode request, String model) {
        String type = Json.text(request.path("thinking").path("type"));
        boolean always = model.matches("claude-(opus-5-5|fable-5.*|sonnet-5-5)");
        if (always && (type.equals("disabled") || type.equals("enabled"))) {
            throw Refusals.invalid(
                    "\"thinking.type." + type + "\" is not supported for this model. Use \"thinking.type.adaptive\" "
                            + "and \"output_config.effort\" to control thinking behavior.");
        }
        int budget = request.path("thinking").path("budget_tokens").asInt(0);
        if (type.equals("enabled")
                && (budget < 1024 || budget >= request.path("max_tokens").asInt(Integer.MAX_VALUE))) {
            throw Refusals.invalid("thinking.enabled.budget_tokens: must be at least 1024 and less than `max_tokens`");
        }
        boolean forced = Json.text(request.path("tool_choice").path("type")).matches("any|tool");
        if (forced && (type.equals("enabled") || model.matches("claude-(opus-5-5|fable-5-1|sonnet-5-5)"))) {
            throw Refusals.invalid("Thinking may not be enabled when tool_choice forces tool use.");
        }
    }
}
