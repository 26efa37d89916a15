package dev.pollux.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up, by hand: reading a file of settings would double the time of a start.
 *
 * <p>Lines are written by threads of their own. A full queue drops lines rather than hold anybody up.
 */
public final class Logging {
    /** Lines that may wait to be written. */
    private static final int QUEUE = 8_192;

    private Logging() {}

    public static void configure(LogConfig config) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            throw new IllegalStateException("the log is not Logback's but " + factory.getClass().getName());
        }
        context.reset();
        var encoder = new LineEncoder(config.json() ? new JsonLines() : new HumanLines());
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> output = output(config, context);
        output.setContext(context);
        output.setEncoder(encoder);
        output.start();

        var queued = new BacklogAppender(output, QUEUE);
        queued.setContext(context);
        queued.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(config.level(), Level.INFO));
        root.addAppender(queued);
        // has a queue and a thread of its own
        Logger exchanges = context.getLogger(ExchangeLog.class);
        exchanges.setAdditive(false);
        exchanges.addAppender(output);
        // at debug they would write the headers of every request, and so the keys
        context.getLogger("io.netty").setLevel(Level.WARN);
        context.getLogger("io.vertx").setLevel(Level.WARN);
        // loads what a line needs, the time zone too, while there are descriptors to read it with
        encoder.encode(new LoggingEvent(Logging.class.getName(), root, Level.INFO, "", null, null));
    }

    /** Writes what waits and ends the log's thread. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            // first of all: stopping the context at once loses what waits
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
            context.stop();
        }
    }

    private static OutputStreamAppender<ILoggingEvent> output(LogConfig config, LoggerContext context) {
        if (config.file().isPresent()) {
            return new RollingFile<>(config.file().get().toString(), config.fileSize(), config.files(), context);
        }
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setTarget("System.err");
        return console;
    }
}
