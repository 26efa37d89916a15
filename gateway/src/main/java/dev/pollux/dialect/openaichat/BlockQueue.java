package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings what a vendor tells in any order into blocks that never overlap.
 *
 * <p>One piece is live: its text goes out at once. Pieces that begin behind it wait if it may still grow: a call whose
 * arguments are no whole object yet. They are gathered and told when it is done, at the latest when the answer ends.
 */
final class BlockQueue {
    private final int candidate;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private @Nullable Piece live;
    private @Nullable Piece last;
    private int blocks;

    BlockQueue(int candidate) {
        this.candidate = candidate;
    }

    /** A block on its way: its head, and what has come of it. */
    static final class Piece {
        private Block head;
        private Marks marks;
        private @Nullable Supplier<Seal> sealing;
        private final StringBuilder text = new StringBuilder();
        private final List<Citation> citations = new ArrayList<>();
        private boolean told;

        private Piece(Block head) {
            this.head = head;
            this.marks = head.marks();
        }

        /** Names a call that began without a name; the first name wins. */
        void name(String name) {
            if (head instanceof Block.ToolCall call && call.name().isEmpty()) {
                head = new Block.ToolCall(call.id(), name, "", call.custom(), call.marks());
            }
        }

        void seal(Seal seal) {
            marks = marks.withSeal(Optional.of(seal));
            if (!told) {
                head = head.withMarks(marks);
            }
        }

        /** It is sealed when it closes. */
        void sealWith(Supplier<Seal> last) {
            sealing = last;
        }

        private Marks marks() {
            return sealing == null ? marks : marks.withSeal(Optional.of(sealing.get()));
        }

        String id() {
            return head instanceof Block.ToolCall call ? call.id() : "";
        }

        private boolean isNameless() {
            return head instanceof Block.ToolCall call && call.name().isEmpty();
        }

        /** Whether nothing can follow. */
        private boolean isSettled() {
            return switch (head) {
                case Block.ToolCall call -> !call.custom() && !text.isEmpty() && text.charAt(text.length() - 1) == '}'
                        && Json.objectIn(text.toString()).isPresent();
                default -> true;
            };
        }

        private boolean isText(Block other) {
            return switch (head) {
                case Block.Text mine -> other instanceof Block.Text text && text.refusal() == mine.refusal()
                        && Speech.isSpoken(text) == Speech.isSpoken(mine);
                case Block.Thinking _ -> other instanceof Block.Thinking;
                default -> false;
            };
        }
    }

    /**
     * The next text; {@code head} says of what sort, with nothing in it.
     *
     * @return whether a block began with it
     */
    boolean text(Block head, String text, Consumer<Event> out) {
        if (text.isEmpty()) {
            return false;
        }
        Piece going = last;
        if (going != null && going.isText(head) && isOpen(going)) {
            append(going, text, out);
            return false;
        }
        append(begin(head, out), text, out);
        return true;
    }

    /** The piece that a text of that sort goes on with. */
    Piece growing(Block head, Consumer<Event> out) {
        Piece going = last;
        return going != null && going.isText(head) && isOpen(going) ? going : begin(head, out);
    }

    /** A block begins; one that never comes in pieces is whole with that. */
    Piece begin(Block head, Consumer<Event> out) {
        var piece = new Piece(head);
        last = piece;
        waiting.add(piece);
        advance(out);
        return piece;
    }

    void append(Piece piece, String text, Consumer<Event> out) {
        if (text.isEmpty() || !isOpen(piece)) {
            return;
        }
        if (piece != live || piece.head instanceof Block.ToolCall) {
            piece.text.append(text);
        }
        if (piece == live) {
            out.accept(new Event.Delta(candidate, blocks, text));
        } else {
            advance(out);
        }
    }

    /** A source of the text that is open; where none is, it says nothing of anything that is still to be told. */
    void cite(Citation citation, Consumer<Event> out) {
        if (last == null || !(last.head instanceof Block.Text) || !isOpen(last)) {
            return;
        }
        if (last == live) {
            out.accept(new Event.Cite(candidate, blocks, citation));
        } else {
            last.citations.add(citation);
        }
    }

    /** Nothing more comes: tells all that waits. */
    void finish(Consumer<Event> out) {
        while (live != null || !waiting.isEmpty()) {
            if (live != null) {
                close(live, out);
            }
            if (!waiting.isEmpty()) {
                open(waiting.remove(), out);
            }
        }
    }

    boolean isEmpty() {
        return last == null;
    }

    private boolean isOpen(Piece piece) {
        return piece == live || waiting.contains(piece);
    }

    private void advance(Consumer<Event> out) {
        while (!waiting.isEmpty() && (live == null || live.isSettled()) && !waiting.element().isNameless()) {
            if (live != null) {
                close(live, out);
            }
            open(waiting.remove(), out);
        }
    }

    private void open(Piece piece, Consumer<Event> out) {
        if (piece.isNameless()) {
            throw new JsonException(JsonException.Reason.MISSING, "choices[" + candidate + "].tool_calls",
                    "A tool call has no name.");
        }
        live = piece;
        piece.told = true;
        out.accept(new Event.Open(candidate, blocks, piece.head));
        if (!piece.text.isEmpty()) {
            out.accept(new Event.Delta(candidate, blocks, piece.text.toString()));
        }
        piece.citations.forEach(citation -> out.accept(new Event.Cite(candidate, blocks, citation)));
    }

    private void close(Piece piece, Consumer<Event> out) {
        if (piece.head instanceof Block.ToolCall call && !call.custom() && piece.text.isEmpty()) {
            out.accept(new Event.Delta(candidate, blocks, "{}"));
        }
        out.accept(new Event.Close(candidate, blocks, piece.marks()));
        live = null;
        blocks++;
    }
}
