package dev.pollux.road;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.pollux.observe.ExchangeLog;
import dev.pollux.observe.LogConfig;
import dev.pollux.observe.Logging;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Everything that is logged, exceptions included, with the levels that a user gets. */
final class LogLines implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final List<String> lines = new ArrayList<>();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    private LogLines() {}

    static LogLines at(String level) {
        var captured = new LogLines();
        Logging.configure(new LogConfig(level, false, Optional.of(Path.of("/dev/null")), 1 << 20, 1));
        var appender = new AppenderBase<ILoggingEvent>() {
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

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line. */
    synchronized String await(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Optional<String> found = lines.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no such line among " + lines);
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        context.reset();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    private synchronized void add(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        event.getFormattedMessage().lines().forEach(line -> lines.add(event.getLevel() + " " + line + " " + thrown));
        notifyAll();
    }
}
