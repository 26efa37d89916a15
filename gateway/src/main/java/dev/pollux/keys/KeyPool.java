package dev.pollux.keys;

import dev.pollux.secret.Secret;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The keys of one vendor, used in turn. */
public final class KeyPool {
    private final List<Key> keys;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * A key and its number in the settings, from 1: the number may be shown.
     */
    public record Key(int number, Secret secret) {}

    public KeyPool(List<Secret> secrets) {
        var numbered = new ArrayList<Key>(secrets.size());
        for (Secret secret : secrets) {
            numbered.add(new Key(numbered.size() + 1, secret));
        }
        this.keys = List.copyOf(numbered);
    }

    public int size() {
        return keys.size();
    }

    /** Every key once: first the one whose turn it is, then those that may stand in for it. */
    public List<Key> inTurn() {
        int size = keys.size();
        if (size < 2) {
            return keys;
        }
        int first = Math.floorMod(turn.getAndIncrement(), size);
        var order = new ArrayList<Key>(size);
        order.addAll(keys.subList(first, size));
        order.addAll(keys.subList(0, first));
        return order;
    }
}
