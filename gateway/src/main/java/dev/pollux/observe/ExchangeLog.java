package dev.pollux.observe;

import dev.pollux.exchange.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One line per exchange, with all that helps to find a fault and nothing that must stay secret. */
public final class ExchangeLog implements Consumer<Outcome>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeLog.class);
    /** Outcomes that may wait: at 25,000 exchanges a second there are 500 of them. */
    private static final int QUEUE = 8_192;

    private final BooleanSupplier wanted;
    private final Backlog<Ended> lines;

    public ExchangeLog() {
        this(QUEUE, LOG::isInfoEnabled, batch -> LOG.info("{}", batch),
                count -> LOG.warn("{} lines of exchanges were lost: they came faster than the log takes them", count));
    }

    /**
     * @param queue outcomes that may wait
     * @param wanted whether anybody reads the lines: for one that nobody does nothing is kept
     * @param written takes what has gathered
     * @param lost is told, at most once a second, how many found no room
     */
    ExchangeLog(int queue, BooleanSupplier wanted, Consumer<Batch> written, Consumer<Long> lost) {
        this.wanted = wanted;
        this.lines = new Backlog<>("exchange-log", queue, ended -> written.accept(new Batch(ended)), lost);
    }

    @Override
    public void accept(Outcome outcome) {
        if (wanted.getAsBoolean()) {
            lines.add(new Ended(System.currentTimeMillis(), outcome));
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        lines.close();
    }
}
