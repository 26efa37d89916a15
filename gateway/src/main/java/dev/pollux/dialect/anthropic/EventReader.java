package dev.pollux.dialect.anthropic;

import dev.pollux.dialect.StreamReader;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.function.Consumer;

/**
 * Reads one stream of a vendor; its end mark is {@code message_stop}.
 *
 * <p>Blocks are numbered anew, because some compatible vendors leave gaps; a block that is never closed ends where the
 * next begins; a delta without a block begins one. Events of an unknown type are passed over, as Anthropic demands.
 */
final class EventReader implements StreamReader {
    private final Envelope envelope = new Envelope();
    private boolean started;
    private boolean done;
    private boolean calls;
    private int next;
    private @Nullable GrowingBlock open;

    @Override
    public void read(Frame frame, Consumer<Event> out) {
        if (done || frame.is("[DONE]")) {
            return;
        }
        ObjectNode data = Json.object(frame.data());
        String type = data.path("type").isString() ? data.path("type").stringValue() : frame.event();
        switch (type) {
            case "message_start" -> start(Fields.of(data), out);
            case "content_block_start" -> {
                close(out);
                open(data.get("content_block"), out);
            }
            case "content_block_delta" -> delta(data.path("delta"), out);
            case "content_block_stop" -> close(out);
            case "message_delta" -> {
                close(out);
                envelope.delta(Fields.of(data));
                tokens(out);
            }
            case "message_stop" -> stop(out);
            case "error" -> fail(Failures.read(data), out);
            default -> {
                // a ping, or an event of the future
            }
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        if (!done) {
            fail(Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off before its end."), out);
        }
    }

    private void start(Fields event, Consumer<Event> out) {
        envelope.message(event.object("message").orElseThrow(() -> event.missing("message")));
        begin(out);
        tokens(out);
    }

    private void begin(Consumer<Event> out) {
        if (!started) {
            started = true;
            out.accept(new Event.Start(envelope.id(), envelope.model()));
        }
    }

    private void tokens(Consumer<Event> out) {
        Usage usage = envelope.usage();
        if (usage.isKnown()) {
            begin(out);
            out.accept(new Event.Tokens(usage));
        }
    }

    private void open(@Nullable JsonNode block, Consumer<Event> out) {
        begin(out);
        if (!(block instanceof ObjectNode object)) {
            throw Fields.of(Json.object()).missing("content_block");
        }
        GrowingBlock growing = GrowingBlock.of(object, next++);
        calls |= growing.isCall();
        open = growing;
        growing.open(out);
    }

    private void delta(JsonNode delta, Consumer<Event> out) {
        String type = delta.path("type").asString("");
        if (open == null) {
            switch (type) {
                case "text_delta" -> open(Json.object().put("type", "text").put("text", ""), out);
                case "thinking_delta" -> open(Json.object().put("type", "thinking").put("thinking", ""), out);
                default -> {
                    return;
                }
            }
        }
        GrowingBlock growing = open;
        if (growing != null) {
            growing.delta(type, delta, out);
        }
    }

    private void close(Consumer<Event> out) {
        GrowingBlock growing = open;
        if (growing != null) {
            growing.close(out);
            open = null;
        }
    }

    private void stop(Consumer<Event> out) {
        close(out);
        begin(out);
        envelope.extras().ifPresent(out);
        out.accept(new Event.Finish(0, envelope.stop(calls)));
        out.accept(new Event.End());
        done = true;
    }

    private void fail(Failure failure, Consumer<Event> out) {
        done = true;
        out.accept(new Event.Failed(failure));
    }
}
