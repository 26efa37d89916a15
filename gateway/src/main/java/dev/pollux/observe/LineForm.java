package dev.pollux.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.util.CachingDateFormatter;

/** How a line of the log looks; every line ends with a line feed. */
interface LineForm {
    String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

    void event(ILoggingEvent event, CachingDateFormatter time, StringBuilder out);

    void exchange(Ended ended, CachingDateFormatter time, StringBuilder out);
}
