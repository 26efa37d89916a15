package dev.pollux.media.store;

import java.util.Optional;

/**
 * Where pictures lie, each under a name of its own.
 *
 * <p>For use by many threads, which it blocks: call it on a virtual thread. Everything throws {@link StoreException}
 * where the store cannot be reached, refuses, or is full.
 */
public interface PictureStore extends AutoCloseable {
    /** A name stands for one file for ever. */
    String FOR_EVER = "public, max-age=31536000, immutable";

    /** Keeps a file under a name that is new. */
    void put(String name, String type, byte[] bytes);

    /** The file of that name; empty if there is none, or none any more. */
    Optional<byte[]> get(String name);

    /** Forgets the file of that name, if there is one. */
    void delete(String name);

    /** Where everybody finds the file of that name without us; empty if we must hand it out. */
    Optional<String> address(String name);

    @Override
    void close();
}
