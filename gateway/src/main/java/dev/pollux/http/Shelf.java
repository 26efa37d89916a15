package dev.pollux.http;

import java.util.Map;

/** Where finished and unfinished recordings stand for those who come back. */
interface Shelf {

    /** Puts a stream there; gives the headers that tell its address, none if there is no room. */
    Map<String, String> put(Recording recording);

    /** Tells by which name of its own a stream is known to the client's library. */
    void named(String name, Recording recording);

    /** Waits as long as an unfinished stream is kept for a client, and does the task then. */
    void later(Runnable task);

    /** The answer is complete: it stays a while. */
    void finished(Recording recording);

    /** Most bytes that are kept of one stream. */
    long limit();
}
