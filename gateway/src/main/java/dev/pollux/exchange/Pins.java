package dev.pollux.exchange;

import dev.pollux.access.Caller;
import dev.pollux.dialect.Inquiry;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.Pin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which key each thing at a vendor was made with: a file, a cache, a batch, an upload on its way.
 *
 * <p>In memory only: it holds so many, forgets first what was not asked for longest, and everything after a time. What a
 * caller made is shown to no other caller.
 */
public final class Pins {
    private static final String FILES = "files/";
    private static final String CACHES = "cachedContents/";
    private static final String CACHE = "cachedContent";

    private final Map<String, Thing> things;
    /** Of these, those that somebody made: for {@link #owner}, which takes no lock. */
    private final Map<String, Thing> owned = new ConcurrentHashMap<>();
    private final long time;
    /** Whether there ever was a thing: most gateways pass on none, and their exchanges must not wait for one lock. */
    private volatile boolean used;

    /** @param owner nobody where it was only seen */
    private record Thing(Pin pin, Optional<Caller> owner, long made) {}

    /**
     * @param most things of which it is remembered which key they belong to
     * @param time for which that is remembered
     */
    public Pins(int most, Duration time) {
        this.time = time.toNanos();
        this.things = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Thing> eldest) {
                if (size() <= most) {
                    return false;
                }
                owned.remove(eldest.getKey());
                return true;
            }
        };
    }

    /** A caller has made a thing. */
    synchronized void made(String name, Pin pin, Caller caller) {
        if (find(name).flatMap(Thing::owner).isPresent()) {
            return;
        }
        used = true;
        var thing = new Thing(pin, Optional.of(caller), System.nanoTime());
        things.put(name, thing);
        owned.put(name, thing);
    }

    /** A thing was seen with a key. */
    synchronized void seen(String name, Pin pin) {
        if (find(name).isEmpty()) {
            used = true;
            things.put(name, new Thing(pin, Optional.empty(), System.nanoTime()));
        }
    }

    /** A thing is no more. */
    synchronized void forget(String name) {
        things.remove(name);
        owned.remove(name);
    }

    /** The key of a thing, or of the thing that it is a part of. */
    Optional<Pin> of(String name, Caller caller) {
        for (String whole = name; whole.indexOf('/') > 0; whole = whole.substring(0, whole.lastIndexOf('/'))) {
            Optional<Thing> thing = find(whole);
            if (thing.isPresent()) {
                refuseOthers(name, thing.get(), caller);
                return Optional.of(thing.get().pin());
            }
        }
        return Optional.empty();
    }

    /** The key of the things that a question to a model names. */
    Optional<Pin> named(Inquiry inquiry, Caller caller) {
        if (!used) {
            return Optional.empty();
        }
        return Stream.of(inquiry.body().findValuesAsString("fileUri"), inquiry.body().findValuesAsString("file_uri"),
                List.of(inquiry.body().path(CACHE).asString(""),
                        inquiry.body().path("generateContentRequest").path(CACHE).asString("")))
                .flatMap(List::stream)
                .map(uri -> uri.substring(Math.max(0, Math.max(uri.indexOf(FILES), uri.indexOf(CACHES)))))
                .flatMap(name -> of(name, caller).stream())
                .findFirst();
    }

    /** Who has made a thing; for event loops too. */
    Optional<Caller> owner(String name) {
        return Optional.ofNullable(owned.get(name)).filter(thing -> !isOver(thing)).flatMap(Thing::owner);
    }

    private static void refuseOthers(String name, Thing thing, Caller caller) {
        if (thing.owner().isPresent() && !thing.owner().get().equals(caller)) {
            throw new FailureException(Failure.of(Failure.Kind.FORBIDDEN,
                    "You do not have permission to access `" + name + "` or it may not exist."));
        }
    }

    private boolean isOver(Thing thing) {
        return System.nanoTime() - thing.made() > time;
    }

    private synchronized Optional<Thing> find(String name) {
        Thing thing = things.get(name);
        if (thing != null && isOver(thing)) {
            forget(name);
            return Optional.empty();
        }
        return Optional.ofNullable(thing);
    }
}
