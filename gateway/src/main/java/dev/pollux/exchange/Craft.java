package dev.pollux.exchange;

/** What OpenAI's API has a path of its own for, where others simply answer. */
public enum Craft {
    /** Pictures from words. */
    DRAW,
    /** Pictures from pictures. */
    EDIT,
    /** Speech from words. */
    SPEAK,
    /** Words from speech. */
    TRANSCRIBE,
    /** English words from speech. */
    TRANSLATE
}
