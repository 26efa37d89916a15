package dev.pollux.exchange;

import dev.pollux.json.JsonException;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import dev.pollux.upstream.Answer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.function.Function;

/**
 * A streamed answer that is gone on with by another call where its vendor breaks off in the middle of a text.
 *
 * <p>To whoever reads it, it is one answer, and the tokens of all calls are counted together. What cannot be gone on with
 * fails as it would have without.
 */
final class Continued implements Answer {
    private static final Logger LOG = LoggerFactory.getLogger(Continued.class);

    private final Function<String, Answer> again;
    private final Spoken spoken = new Spoken();
    private Answer current;
    private @Nullable Joint joint;
    private int left;
    private Usage before = Usage.UNKNOWN;
    private Usage used = Usage.UNKNOWN;
    private @Nullable Failure broken;

    /**
     * @param again asks for an answer that goes on behind these words
     * @param most calls beside the first
     */
    Continued(Answer first, Function<String, Answer> again, int most) {
        this.current = first;
        this.again = again;
        this.left = most;
    }

    @Override
    public boolean next(Sink out) {
        boolean more = current.next(new Sink() {
            @Override
            public void event(Event event) {
                take(event, out);
            }

            @Override
            public void frame(Frame frame) {
                out.frame(frame);
            }
        });
        Failure failure = broken;
        if (failure == null) {
            return more;
        }
        broken = null;
        if (goesOn(failure)) {
            return true;
        }
        out.event(new Event.Failed(failure));
        return false;
    }

    private void take(Event event, Sink out) {
        if (event instanceof Event.Failed failed) {
            broken = failed.failure();
        } else if (event instanceof Event.Tokens tokens) {
            used = tokens.usage().after(used);
            out.event(new Event.Tokens(used.plus(before)));
        } else if (joint == null) {
            pass(event, out);
        } else {
            joint.take(event, joined -> pass(joined, out));
        }
    }

    private void pass(Event event, Sink out) {
        spoken.note(event);
        out.event(event);
    }

    private boolean goesOn(Failure failure) {
        if (failure.kind().remedy() == Failure.Remedy.NONE || left == 0 || !spoken.isInMidText()) {
            return false;
        }
        left--;
        Answer broke = current;
        broke.close(); // its key may be needed
        try {
            current = again.apply(spoken.text());
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CLIENT_GONE) {
                throw e;
            }
            LOG.debug("not gone on with: {} {}", e.failure().kind(), e.failure().message());
            return false;
        } catch (JsonException e) {
            LOG.debug("not gone on with: {}", e.getMessage());
            return false;
        }
        before = used.plus(before);
        used = Usage.UNKNOWN;
        joint = new Joint(spoken.block(), spoken.text());
        return true;
    }

    @Override
    public Origin origin() {
        return current.origin();
    }

    @Override
    public int size() {
        return current.size();
    }

    @Override
    public boolean isLarge() {
        return current.isLarge();
    }

    @Override
    public Optional<byte[]> bytes() {
        return current.bytes();
    }

    @Override
    public void close() {
        current.close();
    }
}
