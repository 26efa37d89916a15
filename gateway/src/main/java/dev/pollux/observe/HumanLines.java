package dev.pollux.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.util.CachingDateFormatter;
import dev.pollux.exchange.Outcome;

import java.util.OptionalLong;

/** Lines for people: when, how grave, what. */
final class HumanLines implements LineForm {
    @Override
    public void event(ILoggingEvent event, CachingDateFormatter time, StringBuilder out) {
        String level = event.getLevel().toString();
        out.append(time.format(event.getTimeStamp())).append(' ').append(level).append(" ".repeat(6 - level.length()));
        out.append(event.getFormattedMessage()).append('\n');
        if (event.getThrowableProxy() != null) {
            out.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    @Override
    public void exchange(Ended ended, CachingDateFormatter time, StringBuilder out) {
        out.append(time.format(ended.at())).append(" INFO  ");
        append(ended.outcome(), out);
        out.append('\n');
    }

    /** What stands behind the time. */
    static void append(Outcome outcome, StringBuilder out) {
        out.append(outcome.method()).append(' ').append(Words.safe(outcome.path()));
        out.append(' ').append(outcome.status());
        if (!outcome.model().isEmpty()) {
            out.append(' ').append(Words.safe(outcome.model())).append(outcome.stream() ? "(stream)" : "");
        }
        out.append(" id=").append(outcome.id());
        seconds(out.append(' '), outcome.total().toNanos());
        if (outcome.stream() && !outcome.firstByte().isZero()) {
            seconds(out.append(" first="), outcome.firstByte().toNanos());
        }
        out.append(" api=").append(outcome.dialect()).append('/').append(outcome.route());
        out.append(" caller=").append(Words.safe(outcome.caller())).append(" from=").append(outcome.client());
        if (!outcome.target().isEmpty()) {
            out.append(" upstream=").append(Words.safe(outcome.target()));
            if (outcome.isAnswered()) {
                out.append(" key=").append(outcome.key());
            }
            out.append(" attempts=").append(outcome.attempts());
            if (outcome.recovered() > 0) {
                out.append(" recovered=").append(outcome.recovered());
            }
            count(out.append(" in="), outcome.usage().input());
            count(out.append(" out="), outcome.usage().output());
            told(out, " cached=", outcome.usage().cacheRead());
            told(out, " thinking=", outcome.usage().thinking());
        }
        if (!outcome.losses().isEmpty()) {
            out.append(" losses=").append(Words.safe(String.join(",", outcome.losses())));
        }
        outcome.failure()
                .ifPresent(failure -> out.append(" failure=").append(Words.of(failure.kind())).append(" \"")
                        .append(Words.safe(failure.message())).append('"'));
    }

    private static void told(StringBuilder out, String name, OptionalLong tokens) {
        if (tokens.isPresent()) {
            out.append(name).append(tokens.getAsLong());
        }
    }

    private static void count(StringBuilder out, OptionalLong tokens) {
        if (tokens.isPresent()) {
            out.append(tokens.getAsLong());
        } else {
            out.append("unknown");
        }
    }

    /** With three decimals, as in {@code 0.120s}; without a formatter, as every exchange pays for it. */
    private static void seconds(StringBuilder out, long nanos) {
        long millis = nanos / 1_000_000;
        out.append(millis / 1_000).append('.');
        out.append(Long.toString(1_000 + millis % 1_000), 1, 4).append('s');
    }
}
