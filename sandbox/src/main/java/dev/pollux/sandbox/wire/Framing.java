package dev.pollux.sandbox.wire;

import java.util.ArrayList;
import java.util.List;

/** How frames become text: server-sent events with one kind of line end, or the elements of one JSON array. */
public enum Framing {
    SSE_CRLF("\r\n"), SSE_LF("\n"), SSE_CR("\r"), ARRAY("\n");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String lineEnd;

    Framing(String lineEnd) {
        this.lineEnd = lineEnd;
    }

    /**
     * The text of each frame, in order.
     *
     * @param complete whether the end of the stream is written too (an array's bracket)
     */
    public List<String> render(List<Frame> frames, boolean complete) {
        List<String> texts = new ArrayList<>(frames.size() + 1);
        for (Frame frame : frames) {
            texts.add(this == ARRAY
                    ? (texts.isEmpty() ? "[" : ",\r\n") + Json.pretty(frame.data()) + "\n"
                    : event(frame));
        }
        if (this == ARRAY && complete) {
            texts.add(texts.isEmpty() ? "[]\n" : "]\n");
        }
        return texts;
    }

    /** The frames with all that a reader of server-sent events must bear: a mark, comments, names, ids, odd spaces. */
    public List<String> renderNoisily(List<Frame> frames) {
        List<String> texts = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            int number = texts.size();
            String name = frame.event().isEmpty() ? "message" : frame.event();
            texts.add((number == 0 ? BYTE_ORDER_MARK : "") + ": comment " + number + lineEnd + "event: " + name
                    + lineEnd
                    + "id: " + number + lineEnd + "retry: 1000" + lineEnd + (number % 2 == 0 ? "data:" : "data: ")
                    + frame.data() + lineEnd + lineEnd);
        }
        return texts;
    }

    private String event(Frame frame) {
        String name = frame.event().isEmpty() ? "" : "event: " + frame.event() + lineEnd;
        return name + "data: " + frame.data() + lineEnd + lineEnd;
    }
}
