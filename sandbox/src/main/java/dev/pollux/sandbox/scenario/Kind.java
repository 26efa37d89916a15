package dev.pollux.sandbox.scenario;

import java.util.Locale;

/** The behaviours a model name can ask for: {@code sandbox-} and the constant's name in lower case with hyphens. */
public enum Kind {
    /** Any name that asks for nothing. */
    ORDINARY,
    ECHO, FAST, TOOLS, THINK, JSON, LONG, CHUNKS, HUGE, UNICODE, PICTURE, SPEECH,
    MAX, SAFETY, BLOCKED, EMPTY, THOUGHTS_ONLY, MALFORMED_CALL,
    CUT, CUT_CLEAN, ERROR_MIDSTREAM, ERROR_FIRSTFRAME, STALL, HANG, SLOW, SPLIT, LF, CR, COMMENTS, GARBAGE, HTML,
    EMPTY_BODY, REDIRECT, GZIP, PLAIN, FLAKY,
    /** Those that refuse, each with the error of its name in the vendor's sheet. */
    REFUSE_429("429"), REFUSE_429_DAY("429-day"), REFUSE_500("500"), REFUSE_503("503"), REFUSE_401KEY("401key"),
    REFUSE_403("403"), REFUSE_LOCATION("location"), REFUSE_404("404");

    private final String word;
    private final boolean refusal;

    Kind() {
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.refusal = false;
    }

    Kind(String word) {
        this.word = word;
        this.refusal = true;
    }

    /** The name in a model after {@code sandbox-}, and of the error in a vendor's sheet. */
    public String word() {
        return word;
    }

    public boolean refusal() {
        return refusal;
    }
}
