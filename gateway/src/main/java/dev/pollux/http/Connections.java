package dev.pollux.http;

import dev.pollux.address.Party;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections are open, in all and from each address; one for all event loops. */
final class Connections {
    private static final Path PROCESS_LIMITS = Path.of("/proc/self/limits");
    private static final Path PROCESS_DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String DESCRIPTORS = "Max open files";

    private final int limit;
    private final int limitPerParty;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<Party, Integer> byParty = new ConcurrentHashMap<>();

    Connections(int limit, int limitPerParty) {
        this.limit = limit;
        this.limitPerParty = limitPerParty;
    }

    /** With the limits of the settings, below the number of free descriptors: files and vendors need some too. */
    static Connections within(Limits limits) {
        return new Connections((int) Math.min(limits.connections(), Math.max(1, descriptors() - used()) / 4 * 3),
                limits.connectionsPerAddress());
    }

    /** Whether one more may be open; {@link #leave} gives its place back. */
    boolean enter(InetAddress address) {
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            return false;
        }
        if (address.isLoopbackAddress()) {
            return true; // a proxy on this machine, or its owner
        }
        int fromThere = byParty.merge(Party.of(address), 1, Integer::sum);
        if (fromThere > limitPerParty) {
            leave(address);
            return false;
        }
        return true;
    }

    void leave(InetAddress address) {
        open.decrementAndGet();
        if (!address.isLoopbackAddress()) {
            byParty.computeIfPresent(Party.of(address), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    int open() {
        return open.get();
    }

    private static long used() {
        try (var open = Files.list(PROCESS_DESCRIPTORS)) {
            return open.count();
        } catch (IOException _) {
            return 0;
        }
    }

    private static long descriptors() {
        try (var lines = Files.lines(PROCESS_LIMITS)) {
            return lines.filter(line -> line.startsWith(DESCRIPTORS))
                    .map(line -> line.substring(DESCRIPTORS.length()).strip().split("\\s+", 2)[0])
                    .filter(word -> word.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException _) {
            return Long.MAX_VALUE; // another system than Linux: only the setting counts
        }
    }
}
