package dev.pollux.upstream;

import dev.pollux.transcript.Transcript;

import java.util.concurrent.Executor;

/** For whom vendors are asked, as far as calls must know it. */
public interface Errand {

    /** The event loop that serves the client's socket: calls are served by the same. */
    Executor eventLoop();

    /** Takes down what is said with the vendors. */
    Transcript transcript();
}
