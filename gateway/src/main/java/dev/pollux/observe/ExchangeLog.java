package dev.pollux.observe;

import dev.pollux.exchange.Outcome;
import dev.pollux.model.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One line per exchange, with all that helps to find a fault and nothing that must stay secret.
 *
 * <p>Words that a client chose are cut and stripped of control characters, so that nobody writes lines of their own.
 */
public final class ExchangeLog implements Consumer<Outcome> {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeLog.class);
    /** Characters of a client's word. */
    private static final int LONGEST_WORD = 256;

    @Override
    public void accept(Outcome outcome) {
        if (LOG.isInfoEnabled()) {
            LOG.info(line(outcome));
        }
    }

    static String line(Outcome outcome) {
        var line = new StringBuilder(256);
        line.append(outcome.method()).append(' ').append(word(outcome.path())).append(' ').append(outcome.status());
        if (!outcome.model().isEmpty()) {
            line.append(' ').append(word(outcome.model())).append(outcome.stream() ? "(stream)" : "");
        }
        line.append(" id=").append(outcome.id());
        line.append(' ').append(seconds(outcome.total().toNanos()));
        if (outcome.stream() && !outcome.firstByte().isZero()) {
            line.append(" first=").append(seconds(outcome.firstByte().toNanos()));
        }
        line.append(" caller=").append(word(outcome.caller())).append(" from=").append(outcome.client());
        if (!outcome.target().isEmpty()) {
            line.append(" upstream=").append(word(outcome.target()));
            line.append(" key=").append(outcome.key()).append(" attempts=").append(outcome.attempts());
            line.append(" in=").append(count(outcome.usage().input()));
            line.append(" out=").append(count(outcome.usage().output()));
        }
        if (!outcome.losses().isEmpty()) {
            line.append(" losses=").append(word(String.join(",", outcome.losses())));
        }
        outcome.failure().ifPresent(failure -> append(line, failure));
        return line.toString();
    }

    private static void append(StringBuilder line, Failure failure) {
        line.append(" failure=").append(failure.kind().name().toLowerCase(Locale.ROOT));
        line.append(" \"").append(word(failure.message())).append('"');
    }

    private static String count(OptionalLong tokens) {
        return tokens.isPresent() ? Long.toString(tokens.getAsLong()) : "unknown";
    }

    /** With three decimals, as in {@code 0.120s}; without a formatter, as every exchange pays for it. */
    private static String seconds(long nanos) {
        long millis = nanos / 1_000_000;
        String fraction = Long.toString(1_000 + millis % 1_000);
        return millis / 1_000 + "." + fraction.substring(1) + "s";
    }

    private static String word(String text) {
        String cut = text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text;
        for (int i = 0; i < cut.length(); i++) {
            if (Character.isISOControl(cut.charAt(i))) {
                return cut.replaceAll("\\p{Cntrl}", " ");
            }
        }
        return cut;
    }
}
