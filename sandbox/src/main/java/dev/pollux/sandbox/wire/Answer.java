package dev.pollux.sandbox.wire;

import java.util.List;
import java.util.Map;

/** What a vendor sends when nothing goes wrong on the way; refusals are answers too. */
public sealed interface Answer {
    /** An answer in one piece. */
    record Whole(int status, Map<String, String> headers, String body) implements Answer {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * An answer in frames.
     *
     * @param failure the frames by which this vendor reports a failure in mid-stream
     * @param plain the same answer in one piece, for upstreams that ignore the wish to stream
     */
    record Streamed(Map<String, String> headers, Framing framing, List<Frame> frames, List<Frame> failure,
            Whole plain) implements Answer {
        public Streamed {
            headers = Map.copyOf(headers);
            frames = List.copyOf(frames);
            failure = List.copyOf(failure);
        }
    }
}
