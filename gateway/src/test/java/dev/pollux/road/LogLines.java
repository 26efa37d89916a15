package dev.pollux.road;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.pollux.observe.ExchangeLog;
import dev.pollux.observe.LogConfig;
import dev.pollux.observe.Logging;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Everything that is logged, exceptions included, with the levels that a user gets. */
final class LogLines implements AutoCloseable {
    /** Nobody reads it; it is put aside by another name, so it must not be a device. */
    private static final Path FILE = Path.of("target", "log-lines.log");
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    /** No lock: event loops log, and so do the threads that run on them. */
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private LogLines() {}

    static LogLines at(String level) {
        var captured = new LogLines();
        Logging.configure(new LogConfig(level, false, Optional.of(FILE), 1 << 20, 1));
        var appender = new UnsynchronizedAppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                captured.add(event);
            }
        };
        appender.setContext(captured.context);
        appender.start();
        captured.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
        captured.context.getLogger(ExchangeLog.class).addAppender(appender);
        return captured;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line. */
    String await(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() - deadline < 0) {
            Optional<String> found = lines.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        throw new AssertionError("no such line among " + lines);
    }

    @Override
    public void close() {
        context.reset();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    private void add(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        event.getFormattedMessage().lines().forEach(line -> lines.add(event.getLevel() + " " + line + " " + thrown));
    }
}
