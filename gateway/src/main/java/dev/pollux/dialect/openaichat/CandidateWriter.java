package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.StopReason;
import dev.pollux.model.TokenLogprob;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.Consumer;

/** Writes the chunks of one candidate. */
final class CandidateWriter {
    private final Envelope envelope;
    private final int index;
    private int calls;
    private @Nullable Mould mould;
    private @Nullable Speech speech;
    /** Whether the open block is a call that has no arguments yet. */
    private boolean bareCall;
    /** Whether the open block is content, and where in the content it began: citations count from there. */
    private boolean inContent;
    private int blockStart;
    private int contentLength;

    /** Writes the first chunk, which tells the role. */
    CandidateWriter(Envelope envelope, int index, Consumer<Frame> out) {
        this.envelope = envelope;
        this.index = index;
        out.accept(envelope.delta(index,
                Json.object().put("role", "assistant").put("content", "").putNull("refusal")));
    }

    void open(Block head, Consumer<Frame> out) {
        bareCall = false;
        inContent = false;
        blockStart = contentLength;
        switch (head) {
            case Block.Text words when Speech.isSpoken(words) -> {
                beginSpeech(words, out);
                mould = envelope.mould(index, "{\"audio\":{\"transcript\":", "}}");
                delta(words.text(), out);
            }
            case Block.Text text -> {
                inContent = !text.refusal();
                openText(text.refusal() ? "refusal" : "content", text.text(), out);
                text.citations().forEach(citation -> cite(citation, out));
            }
            case Block.Thinking thought -> openText("reasoning_content", thought.text(), out);
            case Block.ToolCall call -> openCall(call, out);
            case Block.Media sound when Speech.is(sound) -> {
                mould = null;
                beginSpeech(sound, out);
                speech(Speech.data(sound), out);
            }
            case Block.Media media -> {
                mould = null;
                Shapes.picture(media).ifPresent(picture -> {
                    ObjectNode delta = Json.object();
                    delta.putArray("images").add(picture);
                    out.accept(envelope.delta(index, delta));
                });
            }
            case Block.Opaque opaque -> Prose.of(opaque).ifPresent(prose -> {
                inContent = true;
                openText("content", contentLength == 0 ? prose : "\n\n" + prose, out);
            });
            case Block.ToolResult _ -> mould = null;
        }
    }

    void delta(String text, Consumer<Frame> out) {
        if (mould == null || text.isEmpty()) {
            return;
        }
        bareCall = false;
        if (inContent) {
            contentLength += text.length();
        }
        mould.cast(text, out);
    }

    void cite(Citation citation, Consumer<Frame> out) {
        ObjectNode delta = Json.object();
        delta.putArray("annotations").add(Shapes.annotation(citation, blockStart));
        out.accept(envelope.delta(index, delta));
    }

    void close(Consumer<Frame> out) {
        if (bareCall) {
            delta("{}", out);
        }
        if (mould != null) {
            mould.finish(out);
        }
        mould = null;
    }

    void logprobs(List<TokenLogprob> tokens, Consumer<Frame> out) {
        out.accept(envelope.logprobs(index, Shapes.logprobs(tokens)));
    }

    void finish(StopReason reason, Consumer<Frame> out) {
        if (speech != null) {
            speech(speech.end(), out);
        }
        out.accept(envelope.finish(index, Words.stop(reason, calls > 0)));
    }

    private void openText(String field, String text, Consumer<Frame> out) {
        mould = envelope.mould(index, "{\"" + field + "\":", "}");
        delta(text, out);
    }

    private void beginSpeech(Block first, Consumer<Frame> out) {
        if (speech == null) {
            speech = envelope.speech(index).named(first);
            speech(speech.begin(), out);
        }
    }

    private void speech(ObjectNode piece, Consumer<Frame> out) {
        ObjectNode delta = Json.object();
        delta.set("audio", piece);
        out.accept(envelope.delta(index, delta));
    }

    private void openCall(Block.ToolCall call, Consumer<Frame> out) {
        int number = calls++;
        ObjectNode delta = Json.object();
        ObjectNode shape = Json.object().put("index", number);
        shape.setAll(Shapes.call(call, ""));
        delta.putArray("tool_calls").add(shape);
        out.accept(envelope.delta(index, delta));
        mould = envelope.mould(index, "{\"tool_calls\":[{\"index\":" + number
                + (call.custom() ? ",\"custom\":{\"input\":" : ",\"function\":{\"arguments\":"), "}}]}");
        bareCall = !call.custom();
        delta(call.arguments(), out);
    }
}
