package dev.pollux.cli;

import dev.pollux.observe.Logging;

import java.util.concurrent.CountDownLatch;

/** Waits for the signal to stop, and closes what runs in good order. */
final class Forever {

    private Forever() {}

    /** Returns never before the signal; SIGTERM and Ctrl-C close {@code running}, the last first. */
    static void until(AutoCloseable... running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "shutdown"));
        new CountDownLatch(1).await();
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
