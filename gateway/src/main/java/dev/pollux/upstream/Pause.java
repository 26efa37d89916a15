package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits on an exchange's thread; tests need not. */
interface Pause {

    /**
     * @param vigil is kept meanwhile
     * @throws FailureException {@code CLIENT_GONE} as soon as the thread is interrupted
     */
    void last(Duration length, Vigil vigil);

    Pause REAL = (length, vigil) -> vigil.await(System.nanoTime() + length.toNanos(), end -> {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
            }
        }
        return null;
    });
}
