package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.StopReason;
import dev.pollux.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says around its content, told at once or in pieces, of which the last word wins.
 *
 * <p>Anthropic counts the cached parts of a prompt beside {@code input_tokens}, not within.
 */
final class Envelope {
    private String id = "";
    private String model = "";
    private OptionalLong input = OptionalLong.empty();
    private OptionalLong cacheWrite = OptionalLong.empty();
    private OptionalLong cacheRead = OptionalLong.empty();
    private OptionalLong output = OptionalLong.empty();
    private OptionalLong thinking = OptionalLong.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> stopText = Optional.empty();
    private Optional<String> explanation = Optional.empty();
    private final ObjectNode rest = Json.object();

    /** Reads a message; its content has been read. */
    void message(Fields message) {
        id = message.text("id").orElse(id);
        model = message.text("model").orElse(model);
        message.skip("type");
        message.skip("role");
        message.skip("content");
        usage(message);
        ending(message);
    }

    /** Reads an event {@code message_delta}. */
    void delta(Fields event) {
        event.skip("type");
        event.object("delta").ifPresent(this::ending);
        usage(event);
        keep(rest, event.rest());
    }

    private void ending(Fields fields) {
        reason = fields.text("stop_reason").or(() -> reason);
        stopText = fields.text("stop_sequence").or(() -> stopText);
        fields.object("stop_details").ifPresent(details -> {
            explanation = details.text("explanation").or(() -> explanation);
            keep(rest, Json.object().set("stop_details", details.rest()));
        });
        keep(rest, fields.rest());
    }

    private void usage(Fields holder) {
        holder.object("usage").ifPresent(usage -> {
            input = last(usage.whole("input_tokens"), input);
            cacheWrite = last(usage.whole("cache_creation_input_tokens"), cacheWrite);
            cacheRead = last(usage.whole("cache_read_input_tokens"), cacheRead);
            output = last(usage.whole("output_tokens"), output);
            ObjectNode more = usage.rest();
            usage.object("output_tokens_details").ifPresent(details -> {
                thinking = last(details.whole("thinking_tokens"), thinking);
                more.remove("output_tokens_details");
                if (!details.rest().isEmpty()) {
                    more.set("output_tokens_details", details.rest());
                }
            });
            if (!more.isEmpty()) {
                keep(rest, Json.object().set("usage", more));
            }
        });
    }

    String id() {
        return id;
    }

    String model() {
        return model;
    }

    Usage usage() {
        OptionalLong whole = input.isEmpty()
                ? input
                : OptionalLong.of(input.getAsLong() + cacheWrite.orElse(0) + cacheRead.orElse(0));
        return new Usage(whole, cacheRead, cacheWrite, output, thinking);
    }

    /** @param calls whether the answer calls tools, for a vendor that gives no reason */
    StopReason stop(boolean calls) {
        if (reason.isEmpty()) {
            return new StopReason(calls ? StopReason.Kind.TOOL_CALLS : StopReason.Kind.DONE, "");
        }
        StopReason.Kind kind = Words.stop(reason.get());
        return new StopReason(kind, reason.get(), kind == StopReason.Kind.STOP_TEXT ? stopText : explanation);
    }

    /** What only Anthropic's clients understand. */
    Optional<Event.Opaque> extras() {
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Event.Opaque(NAME, rest));
    }

    private static OptionalLong last(OptionalLong newer, OptionalLong older) {
        return newer.isPresent() ? newer : older;
    }

    private static void keep(ObjectNode target, ObjectNode more) {
        for (Map.Entry<String, JsonNode> field : more.properties()) {
            if (target.get(field.getKey()) instanceof ObjectNode there
                    && field.getValue() instanceof ObjectNode object) {
                keep(there, object);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
