package dev.pollux.media.store;

import java.util.Optional;

/**
 * The files of a bucket, as the library of its vendor reaches them: everything throws what that throws, and takes as long.
 *
 * <p>For use by many threads, which it blocks.
 */
public interface BucketFiles extends AutoCloseable {

    void put(String name, String type, byte[] bytes) throws Exception;

    /** Empty if there is none of that name. */
    Optional<byte[]> get(String name) throws Exception;

    /** Nothing happens if there is none of that name. */
    void delete(String name) throws Exception;

    @Override
    void close();
}
