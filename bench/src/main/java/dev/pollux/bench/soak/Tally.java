package dev.pollux.bench.soak;

import dev.pollux.bench.soak.Client.End;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How many exchanges were begun, and how each ended. */
final class Tally {
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, Map<End, LongAdder>> ends = new ConcurrentHashMap<>();

    void sent() {
        sent.incrementAndGet();
    }

    void ended(Optional<Fault> fault, End end) {
        ends.computeIfAbsent(fault.map(Fault::name).orElse("none"), _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(end, _ -> new LongAdder())
                .increment();
    }

    long begun() {
        return sent.get();
    }

    long count(End end) {
        return ends.values().stream().filter(ofFault -> ofFault.containsKey(end))
                .mapToLong(ofFault -> ofFault.get(end).sum()).sum();
    }

    void print() {
        System.out.printf("%n%-20s", "fault");
        for (End end : End.values()) {
            System.out.printf("%10s", end.name().toLowerCase(Locale.ROOT));
        }
        System.out.println();
        new TreeMap<>(ends).forEach((fault, ofFault) -> {
            System.out.printf("%-20s", fault.toLowerCase(Locale.ROOT));
            for (End end : End.values()) {
                System.out.printf("%10d", ofFault.containsKey(end) ? ofFault.get(end).sum() : 0);
            }
            System.out.println();
        });
    }
}
