package dev.pollux.sandbox.openai;

import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;
import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What chat completions refuses; the rules of models only for names that are OpenAI's. */
final class ChatRules {
    private static final Set<String> FIELDS = Set.of(Sheet.content("openai/chat-fields.txt").strip().split("\\s+"));
    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");

    private ChatRules() {}

    static void check(JsonNode request, String model) {
        if (request.path("messages").isEmpty()) {
            throw Refusals.invalid("Missing required parameter: 'messages'.", "messages", "missing_required_parameter");
        }
        if (request.has("stream_options") && !request.get("stream_options").isNull()
                && !request.path("stream").asBoolean(false)) {
            throw Refusals.invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                    "stream_options", "");
        }
        if (request.has("parallel_tool_calls") && request.path("tools").isEmpty()) {
            throw Refusals.invalid("'parallel_tool_calls' is only allowed when 'tools' are specified.",
                    "parallel_tool_calls", "");
        }
        messages(request.get("messages"));
        if (model.startsWith("gpt-") || model.matches("o[0-9].*")) {
            own(request, model);
        }
    }

    /** Roles, and that each call is answered before anything else is said. */
    private static void messages(JsonNode messages) {
        Set<String> open = new HashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = Json.text(message.path("role"));
            if (!ROLES.contains(role)) {
                throw Refusals
                        .invalid("Invalid value: '" + role + "'. Supported values are: 'system', 'assistant', 'user', "
                                + "'function', 'tool', and 'developer'.", "messages[" + i + "].role", "invalid_value");
            }
            if (role.equals("tool")) {
                if (!open.remove(Json.text(message.path("tool_call_id")))) {
                    throw Refusals
                            .invalid("Invalid parameter: messages with role 'tool' must be a response to a preceeding "
                                    + "message with 'tool_calls'.", "messages[" + i + "].role", "");
                }
                continue;
            }
            unanswered(open, i);
            message.path("tool_calls").forEach(call -> open.add(Json.text(call.path("id"))));
            if (!role.equals("assistant")
                    && (message.path("content").isMissingNode() || message.path("content").isNull())) {
                throw Refusals.invalid("Invalid value for 'content': expected a string, got null.",
                        "messages[" + i + "].content", "");
            }
        }
        unanswered(open, messages.size());
    }

    private static void unanswered(Set<String> open, int at) {
        if (!open.isEmpty()) {
            throw Refusals.invalid(
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
                            + "'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", open),
                    "messages[" + at + "].role", "");
        }
    }

    private static void own(JsonNode request, String model) {
        for (String name : request.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw Refusals.invalid("Unknown parameter: '" + name + "'.", name, "unknown_parameter");
            }
        }
        if (!model.matches("(gpt-[5-9]|o[0-9]).*")) {
            return;
        }
        if (request.has("max_tokens")) {
            throw Refusals.invalid("Unsupported parameter: 'max_tokens' is not supported with this model. Use "
                    + "'max_completion_tokens' instead.", "max_tokens", "unsupported_parameter");
        }
        boolean reasons = !Json.text(request.path("reasoning_effort")).equals("none");
        for (String name : List.of("temperature", "top_p", "logprobs", "frequency_penalty", "presence_penalty",
                "logit_bias")) {
            if (reasons && request.has(name) && request.get(name).asDouble(1) != 1) {
                throw Refusals.invalid("Unsupported parameter: '" + name + "' is not supported with this model.", name,
                        "unsupported_parameter");
            }
        }
        if (reasons && !request.path("tools").isEmpty() && model.matches("gpt-(5\\.[4-9]|6).*")) {
            throw Refusals.invalid("Function tools with reasoning_effort are not supported for " + model
                    + " in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
                    "reasoning_effort", "");
        }
    }
}
