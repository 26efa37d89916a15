package dev.pollux.sandbox.wire;

import dev.pollux.sandbox.wire.Answer.Whole;

import java.util.LinkedHashMap;
import java.util.Map;

/** A vendor's refusals, read from a sheet whose sections are status line, header lines, an empty line, body. */
public final class Errors {
    private final Sheet sheet;
    private final Map<String, String> always;

    /**
     * @param always headers of every refusal
     */
    public Errors(String resource, Map<String, String> always) {
        this.sheet = Sheet.read(resource);
        this.always = Map.copyOf(always);
    }

    /** Whether there is a refusal of this name. */
    public boolean has(String name) {
        return sheet.names().contains(name);
    }

    /** The refusal of this name with its places filled. */
    public Whole of(String name, Object... pairs) {
        String text = sheet.fill(name, pairs);
        int blank = text.indexOf("\n\n");
        Map<String, String> headers = new LinkedHashMap<>(always);
        String[] head = text.substring(0, blank).split("\n", -1);
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(head[i].substring(0, colon), head[i].substring(colon + 1).strip());
        }
        return new Whole(Integer.parseInt(head[0]), headers, text.substring(blank + 2) + "\n");
    }

    /** A refusal thrown from deep inside a check. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Whole answer;

        public Refused(Whole answer) {
            super(answer.body(), null, false, false);
            this.answer = answer;
        }

        public Whole answer() {
            return answer;
        }
    }
}
