package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.thread.Threads;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls for the same answer side by side: the first good one counts, the others are broken off.
 *
 * <p>Each is made by a thread of its own, of the kind of the one that waits for them; for that one thread.
 */
final class Race<T> implements AutoCloseable {
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Vigil vigil;
    private final List<Entrant> entrants = new ArrayList<>();
    private final LinkedBlockingQueue<Entrant> home = new LinkedBlockingQueue<>();

    /** @param vigil kept while nobody has answered */
    Race(Vigil vigil) {
        this.vigil = vigil;
    }

    /** One call, on its way or at its end. */
    private final class Entrant {
        private final Supplier<T> call;
        private final Thread thread;
        private @Nullable T answer;
        private @Nullable Throwable failure;

        Entrant(Supplier<T> call) {
            this.call = call;
            this.thread = Threads.beside(this::run);
        }

        private void run() {
            try {
                answer = call.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            home.add(this);
        }

        /** Whether any other call would end in the same way. */
        boolean endsAll() {
            return failure != null && !(failure instanceof FailureException told
                    && told.failure().kind().remedy() != Failure.Remedy.NONE);
        }
    }

    /** Begins a call; if it gives an answer that can be closed, that is closed unless it is the one that counts. */
    void enter(Supplier<T> call) {
        var entrant = new Entrant(call);
        entrants.add(entrant);
        entrant.thread.start();
    }

    /**
     * The first answer.
     *
     * @return {@code null} if there is none within a time
     * @throws FailureException that of the first call when all have failed, or that of any which fails for good, or
     *         {@code CLIENT_GONE} as soon as the calling thread is interrupted
     */
    @Nullable
    T first(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        for (int failed = 0; failed < entrants.size(); failed++) {
            Entrant next = vigil.await(deadline, this::next);
            if (next == null) {
                return null;
            }
            if (next.answer != null) {
                return next.answer;
            }
            if (next.endsAll()) {
                throw Threads.thrown(next.failure);
            }
        }
        throw Threads.thrown(entrants.getFirst().failure);
    }

    /** The first answer, whenever it comes: each call has its own end. */
    T first() {
        return Objects.requireNonNull(first(FOREVER));
    }

    /** Breaks off every call that is still on its way; when this returns, each has given back what it had. */
    @Override
    public void close() {
        entrants.forEach(entrant -> entrant.thread.interrupt());
        boolean interrupted = false;
        for (Entrant entrant : entrants) {
            while (entrant.thread.isAlive()) {
                try {
                    entrant.thread.join();
                } catch (InterruptedException _) {
                    interrupted = true; // they have been told, and wait for nothing any more
                }
            }
        }
        home.forEach(Race::discard);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Entrant next(long deadline) {
        try {
            return home.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
        }
    }

    private static void discard(Race<?>.Entrant entrant) {
        switch (entrant.answer) {
            case Answer late -> late.close();
            case Passed late -> late.close();
            case null, default -> {
                // nothing is open any more
            }
        }
    }
}
