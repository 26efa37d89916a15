package dev.pollux.observe;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets the log up, by hand: reading a file of settings would double the time of a start.
 *
 * <p>Lines are written by a thread of their own. A full queue drops lines rather than hold an exchange up.
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
        OutputStreamAppender<ILoggingEvent> output = output(config);
        output.setContext(context);
        EncoderBase<ILoggingEvent> encoder = encoder(config);
        encoder.setContext(context);
        encoder.start();
        output.setEncoder(encoder);
        output.start();

        var async = new AsyncAppender();
        async.setContext(context);
        async.setQueueSize(QUEUE);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.addAppender(output);
        async.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(config.level(), Level.INFO));
        root.addAppender(async);
        // at debug they would write the headers of every request, and so the keys
        context.getLogger("io.netty").setLevel(Level.WARN);
        context.getLogger("io.vertx").setLevel(Level.WARN);
    }

    /** Writes what waits and ends the log's thread. */
    public static void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private static OutputStreamAppender<ILoggingEvent> output(LogConfig config) {
        if (config.file().isPresent()) {
            var file = new FileAppender<ILoggingEvent>();
            file.setFile(config.file().get().toString());
            return file;
        }
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setTarget("System.err");
        return console;
    }

    private static EncoderBase<ILoggingEvent> encoder(LogConfig config) {
        if (config.json()) {
            var json = new JsonEncoder();
            json.setWithContext(false);
            json.setWithSequenceNumber(false);
            json.setWithThreadName(false);
            json.setWithMessage(false);
            json.setWithArguments(false);
            json.setWithFormattedMessage(true);
            return json;
        }
        var pattern = new PatternLayoutEncoder();
        pattern.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n");
        return pattern;
    }
}
