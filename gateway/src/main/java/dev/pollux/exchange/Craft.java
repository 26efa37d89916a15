package dev.pollux.exchange;

/** What OpenAI's API has a path of its own for, where others simply answer. */
public enum Craft {
    /** Pictures from words. */
    DRAW("/images/generations"),
    /** Pictures from pictures. */
    EDIT("/images/edits"),
    /** Speech from words. */
    SPEAK("/audio/speech"),
    /** Words from speech. */
    TRANSCRIBE("/audio/transcriptions"),
    /** English words from speech. */
    TRANSLATE("/audio/translations");

    private final String path;

    Craft(String path) {
        this.path = path;
    }

    /** Where a service that has these paths itself is asked. */
    String path() {
        return path;
    }
}
