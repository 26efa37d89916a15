package dev.pollux.limits;

/**
 * A limit by which requests are refused, for whoever counts that.
 *
 * @param of whom it is
 * @param counts {@code requests}, {@code tokens} or {@code streams}
 * @param window {@code minute}, {@code day}, or {@code now} for what is in work at one time
 */
public record Hit(Scope of, String counts, String window) {

    /** Who is counted together. */
    public enum Scope {
        /** Everybody. */
        ALL,
        /** Whoever asks from one address. */
        ADDRESS, CALLER,
        /** Whoever asks one model. */
        MODEL
    }
}
