package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.StopReason;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes one stream for a client: the first candidate, for Anthropic has one.
 *
 * <p>{@code message_start} waits for the first content, so that tokens that are told early stand in it, and {@code
 * message_delta} for the end, because it tells all tokens.
 */
final class EventWriter implements StreamWriter {
    private static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.US_ASCII);
    /** Fields of a message that stand beside the {@code delta} at the end of its stream, not within. */
    private static final List<String> BESIDE_DELTA = List.of("usage", "context_management");
    private static final Frame MESSAGE_STOP = Frame.of("message_stop",
            "{\"type\":\"message_stop\"}".getBytes(StandardCharsets.US_ASCII));

    private final String model;
    private final Supplier<String> ids;
    private final ObjectNode own = Json.object();
    private String id = "";
    private boolean begun;
    private boolean calls;
    private int blocks;
    private Usage usage = Usage.UNKNOWN;
    private StopReason reason = new StopReason(StopReason.Kind.DONE, "");
    private @Nullable WrittenBlock open;

    EventWriter(String model, Supplier<String> ids) {
        this.model = model;
        this.ids = ids;
    }

    @Override
    public void write(Event event, Consumer<Frame> out) {
        switch (event) {
            case Event.Start start -> id = start.id();
            case Event.Open block when block.candidate() == 0 -> open(new WrittenBlock(block.head()), out);
            case Event.Delta delta when delta.candidate() == 0 ->
                started(out).ifPresent(b -> b.grow(delta.text(), out));
            case Event.Cite cite when cite.candidate() == 0 ->
                started(out).ifPresent(block -> block.cite(cite.citation(), out));
            case Event.Close close when close.candidate() == 0 -> close(close.marks(), out);
            case Event.Finish finish when finish.candidate() == 0 -> reason = finish.reason();
            case Event.Open _,Event.Delta _,Event.Cite _,Event.Close _,Event.Finish _,Event.Logprobs _ -> {
                // Anthropic has one candidate, and no probabilities
            }
            case Event.Tokens tokens -> usage = tokens.usage().after(usage);
            case Event.Opaque extra -> AnswerWriter.own(extra).writeTo(own, NAME, new Losses());
            case Event.End _ -> end(out);
            case Event.Failed failed ->
                out.accept(Frame.of("error", Json.bytes(Failures.write(failed.failure()).body())));
        }
    }

    /** Some clients want {@code message_start} before a ping; the tokens of the prompt then stand at the end alone. */
    @Override
    public void open(Consumer<Frame> out) {
        begin(out);
    }

    @Override
    public byte[] heartbeat() {
        return PING.clone();
    }

    private void open(WrittenBlock block, Consumer<Frame> out) {
        open = block;
        calls |= block.isCall();
        if (block.isFull()) {
            started(out);
        }
    }

    /** The open block, which has begun now if it had not: an empty one never does. */
    private Optional<WrittenBlock> started(Consumer<Frame> out) {
        WrittenBlock block = open;
        if (block != null && !block.hasBegun()) {
            begin(out);
            block.begin(blocks++, out);
        }
        return Optional.ofNullable(block);
    }

    private void close(Marks marks, Consumer<Frame> out) {
        WrittenBlock block = open;
        if (block == null) {
            return;
        }
        if (marks.seal().isPresent() && block.isThinking()) {
            started(out);
        }
        if (block.hasBegun()) {
            block.end(marks, out);
        }
        open = null;
    }

    private void begin(Consumer<Frame> out) {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode event = Json.object().put("type", "message_start");
        ObjectNode message = AnswerWriter.head(AnswerWriter.id(id, ids), model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", AnswerWriter.usage(usage));
        event.set("message", message);
        out.accept(Frame.of("message_start", Json.bytes(event)));
    }

    private void end(Consumer<Frame> out) {
        begin(out);
        ObjectNode event = Json.object().put("type", "message_delta");
        ObjectNode delta = event.putObject("delta");
        AnswerWriter.ending(delta, reason, calls);
        event.set("usage", AnswerWriter.usage(usage));
        for (String name : BESIDE_DELTA) {
            JsonNode value = own.remove(name);
            if (value != null) {
                Extras.of(NAME, "", Json.object().set(name, value)).writeTo(event, NAME, new Losses());
            }
        }
        Extras.of(NAME, "", own).writeTo(delta, NAME, new Losses());
        out.accept(Frame.of("message_delta", Json.bytes(event)));
        out.accept(MESSAGE_STOP);
    }
}
