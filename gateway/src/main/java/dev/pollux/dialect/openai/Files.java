package dev.pollux.dialect.openai;

import dev.pollux.model.Block.Source;

/** The store of files that both APIs of OpenAI read: an id that one of them gave is good for the other. */
public final class Files {
    /** The origin of its ids, whichever of the two read them. */
    private static final String ORIGIN = "openai";

    private Files() {}

    /** A file by its id. */
    public static Source stored(String id) {
        return new Source.Stored(ORIGIN, id);
    }

    /** Whether a file is in this store. */
    public static boolean has(Source.Stored stored) {
        return stored.origin().equals(ORIGIN);
    }
}
