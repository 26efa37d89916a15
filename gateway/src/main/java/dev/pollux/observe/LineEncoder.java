package dev.pollux.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.util.CachingDateFormatter;

import java.nio.charset.StandardCharsets;

/** Turns log events into bytes: one line each, or as many as there are exchanges in a {@link Batch}. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    /** Bytes of a line, roughly. */
    private static final int LINE = 384;

    private final LineForm form;
    private final CachingDateFormatter time = new CachingDateFormatter(LineForm.TIME);

    LineEncoder(LineForm form) {
        this.form = form;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        var out = new StringBuilder(LINE);
        if (arguments != null && arguments.length == 1 && arguments[0] instanceof Batch(var exchanges)) {
            out.ensureCapacity(LINE * exchanges.size());
            exchanges.forEach(ended -> form.exchange(ended, time, out));
        } else {
            form.event(event, time, out);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
