package dev.pollux.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Hands lines to a thread that writes them. Logback's own has a lock, for which no event loop may wait. */
final class BacklogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Appender<ILoggingEvent> output;
    private final int room;
    private @Nullable Backlog<ILoggingEvent> backlog;

    /**
     * @param output is stopped with this one
     * @param room for so many lines that wait; others are dropped
     */
    BacklogAppender(Appender<ILoggingEvent> output, int room) {
        this.output = output;
        this.room = room;
    }

    @Override
    public void start() {
        backlog = new Backlog<>("log", room, this::write, lost -> addWarn(lost + " lines of the log found no room"));
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        if (backlog != null) {
            backlog.close();
            backlog = null;
        }
        output.stop();
    }

    @Override
    protected void append(ILoggingEvent line) {
        Backlog<ILoggingEvent> waiting = backlog;
        if (waiting != null) {
            line.prepareForDeferredProcessing();
            waiting.add(line);
        }
    }

    private void write(List<ILoggingEvent> lines) {
        lines.forEach(output::doAppend);
    }
}
