package dev.pollux.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.util.CachingDateFormatter;
import dev.pollux.exchange.Outcome;
import dev.pollux.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.util.OptionalLong;

/** Lines for programs: one JSON object each; what is unknown is {@code null}, never zero. */
final class JsonLines implements LineForm {
    @Override
    public void event(ILoggingEvent event, CachingDateFormatter time, StringBuilder out) {
        ObjectNode line = Json.object();
        line.put("time", time.format(event.getTimeStamp()));
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        out.append(Json.text(line)).append('\n');
    }

    @Override
    public void exchange(Ended ended, CachingDateFormatter time, StringBuilder out) {
        Outcome outcome = ended.outcome();
        ObjectNode line = Json.object();
        line.put("time", time.format(ended.at()));
        line.put("level", "INFO");
        line.put("message", "exchange");
        line.put("id", outcome.id());
        line.put("method", outcome.method());
        line.put("path", Words.safe(outcome.path()));
        line.put("status", outcome.status());
        line.put("failure", outcome.failure().map(failure -> Words.of(failure.kind())).orElse(null));
        line.put("failure_message", outcome.failure().map(failure -> Words.safe(failure.message())).orElse(null));
        line.put("caller", Words.safe(outcome.caller()));
        line.put("client", outcome.client());
        line.put("dialect", outcome.dialect());
        line.put("route", outcome.route());
        line.put("model", known(outcome.model()));
        line.put("stream", outcome.stream());
        line.put("target", known(outcome.target()));
        line.put("key", outcome.key());
        line.put("attempts", outcome.attempts());
        line.put("recovered", outcome.recovered());
        line.put("total_ms", outcome.total().toMillis());
        line.put("first_byte_ms", outcome.firstByte().isZero() ? null : (Long) outcome.firstByte().toMillis());
        count(line, "tokens_in", outcome.usage().input());
        count(line, "tokens_out", outcome.usage().output());
        count(line, "tokens_cached", outcome.usage().cacheRead());
        count(line, "tokens_thinking", outcome.usage().thinking());
        line.put("tokens_source", Words.source(outcome));
        var losses = line.putArray("losses");
        outcome.losses().forEach(losses::add);
        out.append(Json.text(line)).append('\n');
    }

    private static @Nullable String known(String word) {
        return word.isEmpty() ? null : Words.safe(word);
    }

    private static void count(ObjectNode line, String name, OptionalLong tokens) {
        if (tokens.isPresent()) {
            line.put(name, tokens.getAsLong());
        } else {
            line.putNull(name);
        }
    }
}
