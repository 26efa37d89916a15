package dev.pollux.limits;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The accounts of many parties, bounded: whoever comes when all places are taken is counted with all others of whom that
 * is true, so that strangers in great number lose their own place and not those who were there before.
 *
 * @param <K> what tells parties apart
 */
final class Accounts<K> {
    /** Looking for accounts that nobody needs any more takes a while; in between the last word stands. */
    private static final long SWEEP_MILLIS = 10_000;

    /** One account, and those who hold it. */
    private record Place(Account account, int holders) {}

    private final ConcurrentHashMap<K, Place> places = new ConcurrentHashMap<>();
    private final Function<K, Account> opening;
    private final Account others;
    private final int most;
    private final LongSupplier millis;
    private final AtomicLong sweptAt = new AtomicLong(Long.MIN_VALUE);

    /**
     * @param opening makes the account of a party
     * @param others is the account of those who find no place
     * @param millis of any clock
     */
    Accounts(int most, Function<K, Account> opening, Account others, LongSupplier millis) {
        this.most = most;
        this.opening = opening;
        this.others = others;
        this.millis = millis;
    }

    /** The account of a party, held until {@link Share#release}. */
    Share hold(K party) {
        if (places.size() >= most && !places.containsKey(party) && !sweep()) {
            return Share.of(others);
        }
        Place held = places.compute(party, (key, place) -> place == null
                ? new Place(opening.apply(key), 1)
                : new Place(place.account(), place.holders() + 1));
        return new Share(held.account(), () -> places.computeIfPresent(party,
                (_, place) -> new Place(place.account(), place.holders() - 1)));
    }

    int size() {
        return places.size();
    }

    /** Closes accounts that say nothing that a new one would not. @return whether there is a place now */
    private boolean sweep() {
        long last = sweptAt.get();
        long now = millis.getAsLong();
        if ((last == Long.MIN_VALUE || now - last >= SWEEP_MILLIS) && sweptAt.compareAndSet(last, now)) {
            places.keySet().forEach(party -> places.computeIfPresent(party, (_, place) -> kept(place)));
        }
        return places.size() < most;
    }

    private static @Nullable Place kept(Place place) {
        return place.holders() == 0 && place.account().isUnused() ? null : place;
    }
}
