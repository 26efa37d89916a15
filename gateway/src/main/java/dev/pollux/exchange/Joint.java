package dev.pollux.exchange;

import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;

import java.util.function.Consumer;

/**
 * Joins the events of an answer to those of another that broke off in the middle of a text, so that both are one answer.
 *
 * <p>A text at the beginning goes on with the open block, anything else closes it. Later blocks are numbered on.
 */
final class Joint {
    private final int openBlock;
    private final Seam seam;
    private boolean begun;
    private boolean inSeam;
    private boolean past;
    private int shift;

    /**
     * @param openBlock the number of the text block that broke off
     * @param before all that was said
     */
    Joint(int openBlock, String before) {
        this.openBlock = openBlock;
        this.seam = new Seam(before);
    }

    void take(Event event, Consumer<Event> out) {
        switch (event) {
            case Event.Start _ -> {
                // the client has been told who answers
            }
            case Event.Open open -> open(open, out);
            case Event.Delta delta when inSeam -> say(delta.block(), seam.take(delta.text()), out);
            case Event.Delta delta ->
                out.accept(new Event.Delta(delta.candidate(), delta.block() + shift, delta.text()));
            case Event.Close close -> {
                if (inSeam) {
                    say(close.block(), seam.close(), out);
                    inSeam = false;
                }
                out.accept(new Event.Close(close.candidate(), close.block() + shift, close.marks()));
            }
            case Event.Cite cite ->
                out.accept(new Event.Cite(cite.candidate(), cite.block() + shift, cite.citation()));
            case Event.Finish _,Event.End _ -> {
                closeOpenBlock(out);
                out.accept(event);
            }
            case Event.Tokens _,Event.Logprobs _,Event.Opaque _,Event.Failed _ -> out.accept(event);
        }
    }

    private void open(Event.Open open, Consumer<Event> out) {
        boolean text = open.head() instanceof Block.Text;
        if (text && !begun) {
            begun = true;
            shift = openBlock - open.block();
        } else {
            closeOpenBlock(out);
            Block head = text && !past ? new Block.Text("").withMarks(open.head().marks()) : open.head();
            out.accept(new Event.Open(open.candidate(), open.block() + shift, head));
        }
        if (open.head() instanceof Block.Text first && !past) {
            past = true;
            inSeam = true;
            say(open.block(), seam.take(first.text()), out);
        }
    }

    private void closeOpenBlock(Consumer<Event> out) {
        if (!begun) {
            begun = true;
            shift = openBlock + 1;
            out.accept(new Event.Close(0, openBlock, Marks.NONE));
        }
    }

    private void say(int block, String text, Consumer<Event> out) {
        if (!text.isEmpty()) {
            out.accept(new Event.Delta(0, block + shift, text));
        }
    }
}
