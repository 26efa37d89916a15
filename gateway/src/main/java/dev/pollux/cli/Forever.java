package dev.pollux.cli;

import dev.pollux.observe.Logging;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits for the signal to stop, and closes what runs in good order.
 *
 * <p>A second signal ends the program at once, with the exit code that a shell gives to one killed by it.
 */
final class Forever {
    private static final int KILLED = 128;

    private Forever() {}

    /** Returns after SIGTERM or Ctrl-C, when {@code running} is closed, the last first. */
    static void until(AutoCloseable... running) throws InterruptedException {
        var told = new CountDownLatch(1);
        var signals = new AtomicInteger();
        for (String name : List.of("TERM", "INT")) {
            Signals.on(name, number -> {
                if (signals.incrementAndGet() > 1) {
                    Runtime.getRuntime().halt(KILLED + number);
                }
                told.countDown();
            });
        }
        told.await();
        close(running);
    }

    private static void close(AutoCloseable... running) {
        try {
            for (int i = running.length - 1; i >= 0; i--) {
                running[i].close();
            }
        } catch (Exception e) {
            System.err.println("Not everything could be closed: " + e);
        } finally {
            Logging.close();
        }
    }
}
