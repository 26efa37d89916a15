package dev.pollux.exchange;

import dev.pollux.model.Block;
import dev.pollux.model.Event;

/**
 * How far an answer has come: whether it is in the middle of a text, so that its model can be asked to go on.
 *
 * <p>An answer that has called a tool, made a picture or sealed a text cannot be gone on with by showing what it said.
 */
final class Spoken {
    private final StringBuilder text = new StringBuilder();
    private boolean inText;
    private boolean more;
    private int block;

    void note(Event event) {
        switch (event) {
            case Event.Open open -> {
                block = open.block();
                inText = open.head() instanceof Block.Text plain && !plain.refusal();
                more |= open.candidate() > 0 || !(inText || open.head() instanceof Block.Thinking);
                if (open.head() instanceof Block.Text plain) {
                    text.append(plain.text());
                    more |= plain.marks().seal().isPresent();
                }
            }
            case Event.Delta delta when inText && delta.candidate() == 0 -> text.append(delta.text());
            case Event.Close close -> {
                more |= inText && close.marks().seal().isPresent();
                inText = false;
            }
            case Event.Finish _ -> more = true;
            case Event.Start _,Event.Delta _,Event.Tokens _,Event.Logprobs _,Event.Cite _,Event.Opaque _,Event.End _,Event.Failed _ ->
                {
                }
        }
    }

    boolean isInMidText() {
        return inText && !more && !text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    /** The number of the block that was opened last. */
    int block() {
        return block;
    }
}
