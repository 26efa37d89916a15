package dev.pollux.dialect.gemini;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Request;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes events as chunks: text as it comes, everything else whole, and one last chunk with reasons and usage.
 *
 * <p>Failures are told twice. One SDK reads only frames, another only a bare JSON text in a write of its own, and Gemini
 * CLI takes a framed error alone for an empty answer and asks again.
 */
final class EventWriter implements StreamWriter {
    private static final byte[] HEARTBEAT = {'\n'};
    private static final byte[] TEXT_BEGIN = "{\"text\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT_END = "}".getBytes(StandardCharsets.US_ASCII);

    private final AnswerTail tail;
    private final boolean thoughts;
    private final boolean array;
    private final Map<Integer, Open> open = new HashMap<>();
    private final Map<Integer, CarriedThoughts> carried = new HashMap<>();
    private final Map<Integer, Envelope> envelopes = new HashMap<>();

    EventWriter(Request request) {
        this.tail = new AnswerTail(request.model());
        this.thoughts = AnswerWriter.showsThoughts(request);
        this.array = request.delivery().framing() == Request.Framing.ARRAY;
    }

    /** The bytes around the parts of every chunk of a candidate. */
    private record Envelope(byte[] before, byte[] after) {}

    /** The open block of a candidate; {@code whole} gathers what must not go out in pieces. */
    private record Open(Block head, @Nullable StringBuilder whole) {}

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    @Override
    public void write(Event event, Consumer<Frame> out) {
        tail.accept(event);
        switch (event) {
            case Event.Open opened -> open(opened, out);
            case Event.Delta delta -> delta(delta, out);
            case Event.Close closed -> close(closed, out);
            case Event.End _ -> out.accept(Frame.of(Json.bytes(tail.write(_ -> nothing()))));
            case Event.Failed failed -> {
                byte[] error = Json.bytes(FailureWriter.write(failed.failure()).body());
                out.accept(Frame.of(error));
                if (!array) {
                    out.accept(Frame.bare(error));
                }
            }
            case Event.Start _,Event.Cite _,Event.Logprobs _,Event.Tokens _,Event.Finish _,Event.Opaque _ -> {
            }
        }
    }

    private void open(Event.Open opened, Consumer<Frame> out) {
        Block head = opened.head();
        open.put(opened.candidate(),
                new Open(head, head instanceof Block.ToolCall call ? new StringBuilder(call.arguments()) : null));
        if (head instanceof Block.Text text && !text.text().isEmpty()) {
            text(opened.candidate(), text.text(), false, out);
        } else if (head instanceof Block.Thinking thought) {
            think(opened.candidate(), thought.text(), out);
        }
    }

    private void think(int candidate, String text, Consumer<Frame> out) {
        carried(candidate).grow(text);
        if (thoughts) {
            text(candidate, text, true, out);
        }
    }

    private CarriedThoughts carried(int candidate) {
        return carried.computeIfAbsent(candidate, _ -> new CarriedThoughts());
    }

    private void delta(Event.Delta delta, Consumer<Frame> out) {
        Open current = open.get(delta.candidate());
        if (current == null) {
            return;
        }
        if (current.whole() != null) {
            current.whole().append(delta.text());
        } else if (current.head() instanceof Block.Text) {
            text(delta.candidate(), delta.text(), false, out);
        } else if (current.head() instanceof Block.Thinking) {
            think(delta.candidate(), delta.text(), out);
        }
    }

    private void close(Event.Close closed, Consumer<Frame> out) {
        Open current = open.remove(closed.candidate());
        if (current == null) {
            return;
        }
        switch (current.head()) {
            case Block.Text _,Block.Thinking _ -> {
                if (current.head() instanceof Block.Thinking) {
                    carried(closed.candidate()).end(closed.marks());
                }
                if (closed.marks().seal().isPresent() || closed.marks().extras().isOf(Gemini.NAME)) {
                    part(closed.candidate(), AnswerWriter.marks(current.head(), closed.marks()), out);
                }
            }
            case Block.ToolCall call -> {
                String arguments = current.whole() == null ? call.arguments() : current.whole().toString();
                whole(closed.candidate(), new Block.ToolCall(call.id(), call.name(), arguments, call.custom(),
                        carried(closed.candidate()).handOver(closed.marks())), out);
            }
            case Block.Media _,Block.Opaque _,Block.ToolResult _ ->
                whole(closed.candidate(), current.head().withMarks(closed.marks()), out);
        }
    }

    private void whole(int candidate, Block block, Consumer<Frame> out) {
        ObjectNode part = AnswerWriter.part(block, thoughts);
        if (part != null) {
            part(candidate, part, out);
        }
    }

    private void text(int candidate, String text, boolean thought, Consumer<Frame> out) {
        if (text.isEmpty()) {
            return;
        }
        if (thought) {
            part(candidate, AnswerWriter.thought(text), out);
            return;
        }
        Envelope envelope = envelope(candidate);
        byte[] said = Json.bytes(StringNode.valueOf(text));
        out.accept(Frame.of(joined(envelope.before(), TEXT_BEGIN, said, TEXT_END, envelope.after())));
    }

    private void part(int candidate, ObjectNode part, Consumer<Frame> out) {
        Envelope envelope = envelope(candidate);
        out.accept(Frame.of(joined(envelope.before(), Json.bytes(part), envelope.after())));
    }

    private Envelope envelope(int candidate) {
        return envelopes.computeIfAbsent(candidate, index -> {
            byte[] identity = Json.bytes(tail.identify(Json.object()));
            byte[] before = "{\"candidates\":[{\"content\":{\"parts\":[".getBytes(StandardCharsets.US_ASCII);
            byte[] after = ("],\"role\":\"model\"},\"index\":" + index + "}],").getBytes(StandardCharsets.US_ASCII);
            // the identity is an object of its own: without its opening brace it ends the envelope
            byte[] rest = new byte[identity.length - 1];
            System.arraycopy(identity, 1, rest, 0, rest.length);
            return new Envelope(before, joined(after, rest));
        });
    }

    private static ArrayNode nothing() {
        ArrayNode parts = Json.array();
        parts.addObject().put("text", "");
        return parts;
    }

    private static byte[] joined(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
