package dev.pollux.http;

import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.room.Room;
import dev.pollux.thread.Threads;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The exchanges in work: how many there may be, and how they end when the gateway stops.
 *
 * <p>They enter and leave on event loops alone: there is a lock in it, for which none of these may wait behind a virtual
 * thread that only it could run.
 */
public final class Workload {
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Between two looks whether the exchanges of old settings have ended: nothing waits for that. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    /** An exchange in work that can be told to end. */
    interface Guest {
        void stop(Failure why);
    }

    private final int limit;
    private final Room bodies;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Guest> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param limit of exchanges at one time
     * @param bytes of all large bodies of requests at one time; small ones are not counted
     */
    public Workload(int limit, long bytes) {
        this.limit = limit;
        this.bodies = new Room("requests", bytes);
    }

    /** Whether the gateway has been told to stop. */
    public boolean isStopping() {
        return stopping;
    }

    public int size() {
        return count.get();
    }

    /** From now on no exchange begins. */
    public void stop() {
        stopping = true;
        wake();
    }

    /** Waits until no exchange is in work. @return whether that is so before the time is over */
    public synchronized boolean awaitEnd(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (count.get() > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Waits until each exchange that is in work now has ended; new ones may begin. */
    public synchronized void awaitThoseNow() throws InterruptedException {
        Set<Guest> now = Set.copyOf(clients);
        while (now.stream().anyMatch(clients::contains)) {
            TimeUnit.NANOSECONDS.timedWait(this, GLANCE.toNanos());
        }
    }

    /** Ends every exchange that is left with an error of its dialect. */
    public void endAll() {
        clients.forEach(client -> client.stop(stopped()));
    }

    /**
     * One more exchange; {@link #leave} ends it.
     *
     * @throws FailureException {@code SHED} if there are too many, {@code SHUTDOWN} if the gateway stops
     */
    void enter(Guest client) {
        assert Threads.isEventLoop();
        if (count.incrementAndGet() > limit) {
            leave(client);
            throw new FailureException(shortly(Failure.Kind.SHED,
                    "The gateway has too many requests in work.", "overloaded"));
        }
        clients.add(client);
        if (stopping) {
            leave(client);
            throw new FailureException(stopped());
        }
    }

    void leave(Guest client) {
        assert Threads.isEventLoop();
        clients.remove(client);
        if (count.decrementAndGet() == 0 && stopping) {
            wake();
        }
    }

    /** Where large bodies of requests are counted. */
    public Room bodies() {
        return bodies;
    }

    /** One more exchange, which that client only listens to: it ends when the exchange does. */
    void enterFor(SocketClient listener, Guest exchange) {
        count.incrementAndGet();
        clients.add(exchange);
        spare(listener);
    }

    /** This one need not be told to end: what it listens to is. */
    void spare(SocketClient listener) {
        assert Threads.isEventLoop();
        clients.remove(listener);
    }

    private synchronized void wake() {
        notifyAll();
    }

    private static Failure stopped() {
        return shortly(Failure.Kind.SHUTDOWN, "The gateway is shutting down.", "shutting_down");
    }

    private static Failure shortly(Failure.Kind kind, String message, String code) {
        return new Failure(kind, kind.status(), message, Optional.empty(), Optional.of(code), Optional.of(SOON),
                Extras.NONE);
    }
}
