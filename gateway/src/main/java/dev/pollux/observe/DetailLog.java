package dev.pollux.observe;

import ch.qos.logback.core.ContextBase;
import dev.pollux.secret.Secret;
import dev.pollux.transcript.Talk;
import dev.pollux.transcript.Transcript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Every request and every answer, of clients and of vendors, in a file: to find out what a program really says.
 *
 * <p>It holds nobody up: a thread of its own masks and writes, and what it has no time for, or the disk no room, is
 * dropped and counted.
 */
public final class DetailLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DetailLog.class);
    /** Bytes of bodies that may wait to be written. */
    private static final int QUEUE_BYTES = 32 << 20;
    private static final int MOST_WAITING = 1_024;

    private final int limit;
    private final RollingFile<Detail> file;
    private final Backlog<Detail> details;
    private final AtomicLong lost = new AtomicLong();

    public DetailLog(DetailConfig config) {
        this(config.limit(), new RollingFile<>(config.file().toString(), config.fileSize(), config.files(),
                new ContextBase()));
    }

    /**
     * @param limit of what is kept of one body, in bytes
     * @param file has a context that is nobody else's
     */
    DetailLog(int limit, RollingFile<Detail> file) {
        this.limit = limit;
        this.file = file;
        var encoder = new DetailEncoder();
        encoder.setContext(file.getContext());
        encoder.start();
        file.setEncoder(encoder);
        file.start();
        this.details = new Backlog<>("detail-log", Math.clamp(QUEUE_BYTES / limit, 16, MOST_WAITING),
                this::write, count -> {
                    lost.addAndGet(count);
                    LOG.warn("{} entries of the detailed log were lost: the disk is full or too slow", count);
                });
    }

    /**
     * Takes down exchanges by their ids.
     *
     * @param secrets that are shown nowhere
     */
    public Function<String, Transcript> transcripts(List<Secret> secrets) {
        var mask = new Mask(secrets);
        return id -> new OfExchange(id, mask);
    }

    /** Entries that could not be written. */
    public long lost() {
        return lost.get();
    }

    /** Writes what waits. */
    @Override
    public void close() {
        details.close();
        file.stop();
        ((ContextBase) file.getContext()).stop();
    }

    private void write(List<Detail> batch) {
        for (Detail detail : batch) {
            boolean failing = file.isFailing(); // the one by which it finds out that it is better is lost, too
            file.doAppend(detail);
            if (failing || file.isFailing()) {
                details.drop();
            }
        }
    }

    private final class OfExchange implements Transcript {
        private final String id;
        private final Mask mask;
        private final List<String> hidden = new CopyOnWriteArrayList<>();
        private final AtomicInteger calls = new AtomicInteger();

        OfExchange(String id, Mask mask) {
            this.id = id;
            this.mask = mask;
        }

        @Override
        public Talk withClient() {
            return talk(0);
        }

        @Override
        public Talk withVendor() {
            return talk(calls.incrementAndGet());
        }

        private Talk talk(int call) {
            return new DetailTalk(id, call, mask, hidden, limit, details::add);
        }
    }
}
