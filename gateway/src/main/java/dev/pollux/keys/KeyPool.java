package dev.pollux.keys;

import dev.pollux.model.Failure;
import dev.pollux.model.Usage;
import dev.pollux.secret.Secret;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The keys of one vendor: lends those that may be used, and learns from how their requests went.
 *
 * <p>A rest holds for a project and a model, a key that the vendor refuses is out for all. Nothing sticks: whatever is
 * over is tried by one request, see {@link Rest}. Everything is guarded by one lock that is held for a look over the
 * keys and never while somebody waits.
 */
public final class KeyPool {
    private final String name;
    private final List<Slot> slots;
    private final KeysConfig config;
    private final Time time;
    private final Rests rests;
    private final Choice choice;
    private final Map<String, Project> shared = new HashMap<>();
    /** Of this pool, of those whose place it took, and of all that will take its own. */
    private final Object lock;

    /**
     * A key.
     *
     * @param number in the settings, from 1: it may be told to anybody
     * @param secret by which it is known again
     * @param shown gives what the vendor is shown, see {@link KeyConfig}
     */
    public record Key(int number, Secret secret, Supplier<Secret> shown) {}

    /** Keys of which each is a project of its own. */
    public KeyPool(List<Secret> secrets) {
        this("", secrets.stream().map(KeyConfig::of).toList(), Map.of(), KeysConfig.DEFAULT, Time.SYSTEM, Time.RANDOM);
    }

    /**
     * @param name of whoever the keys are of, for reports
     * @param projects what the vendor counts together: names by the numbers of the keys
     */
    public KeyPool(String name, List<KeyConfig> keys, Map<Integer, String> projects, KeysConfig config, Time time,
            RandomGenerator random) {
        this(name, keys, projects, config, time, random, Optional.empty());
    }

    /** @param before the pool whose place this one takes: what is known of a key that is in both goes on */
    public KeyPool(String name, List<KeyConfig> keys, Map<Integer, String> projects, KeysConfig config, Time time,
            RandomGenerator random, Optional<KeyPool> before) {
        this.name = name;
        this.config = config;
        this.time = time;
        this.rests = new Rests(config, time, random);
        this.lock = before.map(pool -> pool.lock).orElseGet(Object::new);
        synchronized (lock) {
            var numbered = new ArrayList<Slot>(keys.size());
            for (KeyConfig key : keys) {
                int number = numbered.size() + 1;
                Optional<Slot> same = before.flatMap(pool -> pool.slot(key.secret()));
                Project project = Optional.ofNullable(projects.get(number)).map(named -> project(named, before))
                        .orElseGet(() -> same.flatMap(slot -> before.flatMap(pool -> pool.own(slot)))
                                .orElseGet(Project::new));
                numbered.add(new Slot(number, key, project, config, time, same));
            }
            this.slots = List.copyOf(numbered);
        }
        this.choice = new Choice(config.selection(), config.crowd(), slots, random);
    }

    private Project project(String named, Optional<KeyPool> before) {
        return shared.computeIfAbsent(named, _ -> before.flatMap(pool -> Optional.ofNullable(pool.shared.get(named)))
                .orElseGet(Project::new));
    }

    /** The project of a key that shares it with no other. */
    private Optional<Project> own(Slot slot) {
        return Optional.of(slot.project()).filter(project -> !shared.containsValue(project));
    }

    private Optional<Slot> slot(Secret secret) {
        return slots.stream().filter(slot -> slot.key().secret().sameAs(secret)).findFirst();
    }

    public int size() {
        return slots.size();
    }

    /** The numbers of all keys but one. */
    public Set<Integer> allBut(Secret key) {
        return keys().stream().filter(other -> !other.secret().sameAs(key)).map(Key::number)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every key, whatever its state: for whoever asks about the keys themselves. */
    public List<Key> keys() {
        return slots.stream().map(Slot::key).toList();
    }

    /**
     * Lends a key that may be used for a model now.
     *
     * @param conversation gives a number that is the same for the same conversation; asked only where it decides
     * @param except numbers of keys that are not wanted again
     * @return empty if there is none; {@link #noneFit} says why
     */
    public Optional<Lease> lease(String model, LongSupplier conversation, Set<Integer> except) {
        long fingerprint = config.selection() == Selection.STICKY ? conversation.getAsLong() : 0;
        synchronized (lock) {
            Slot slot = choice.among(model, fingerprint, except);
            if (slot == null) {
                return Optional.empty();
            }
            slot.begin(model);
            return Optional.of(new Lease(this, slot, model, time.now()));
        }
    }

    /** How long until one of the keys may be used for a model; empty if all of them are refused. */
    public Optional<Duration> comeback(String model) {
        synchronized (lock) {
            return slots.stream().filter(slot -> !slot.isOut()).map(slot -> time.until(slot.admitsAt(model)))
                    .min(Duration::compareTo);
        }
    }

    /** What a client is told when no key may be used. */
    public Failure noneFit(String model) {
        Optional<Duration> comeback = comeback(model);
        if (comeback.isEmpty()) {
            return Failure.of(Failure.Kind.KEY_REFUSED, slots.isEmpty()
                    ? "The gateway has no key for this model."
                    : "The gateway has no key left that the upstream accepts.");
        }
        return Failure.of(Failure.Kind.RATE_LIMITED,
                "Every key for this model has used up its quota; the first comes back in " + words(comeback.get())
                        + ".")
                .withRetryAfter(comeback.get());
    }

    /** Of whoever the keys are. */
    String name() {
        return name;
    }

    /** What is worth knowing of the keys when the process begins anew, by their fingerprints. */
    Map<String, KeyMemory> memory() {
        synchronized (lock) {
            var memory = new HashMap<String, KeyMemory>();
            for (Slot slot : slots) {
                KeyMemory ofKey = slot.memory();
                if (!ofKey.isNothing()) {
                    memory.put(fingerprint(slot), ofKey);
                }
            }
            return memory;
        }
    }

    /** Goes on from there. */
    void recall(Map<String, KeyMemory> memory) {
        synchronized (lock) {
            for (Slot slot : slots) {
                KeyMemory ofKey = memory.get(fingerprint(slot));
                if (ofKey != null) {
                    slot.recall(ofKey);
                }
            }
        }
    }

    private static String fingerprint(Slot slot) {
        return slot.key().secret().digest().text();
    }

    /** How each key is. */
    public List<KeyReport> report() {
        synchronized (lock) {
            return slots.stream().map(slot -> slot.report(name)).toList();
        }
    }

    /**
     * Forgets every rest of a key, and of its project: somebody knows better.
     *
     * @return how the key is now; empty if there is no such key
     */
    public Optional<KeyReport> revive(int number) {
        synchronized (lock) {
            Optional<Slot> found = slots.stream().filter(slot -> slot.key().number() == number).findFirst();
            found.ifPresent(Slot::revive);
            return found.map(slot -> slot.report(name));
        }
    }

    // ---- what leases tell

    void succeeded(Slot slot, String model, long granted) {
        synchronized (lock) {
            slot.succeeded(model, granted);
        }
    }

    /** @return whether the failure is the key's */
    boolean failed(Slot slot, String model, long granted, Failure failure) {
        synchronized (lock) {
            Optional<Why> why = Why.of(failure);
            if (why.isEmpty()) {
                return false;
            }
            slot.countFailure();
            Project project = slot.project();
            switch (why.get()) {
                // the last one stays in use: nobody stands in for it, and a key that was mended must be noticed
                case REFUSED -> slot.refused(rests.after(Why.REFUSED, null, granted, failure),
                        slots.stream().allMatch(other -> other == slot || other.isOut()));
                case MONEY -> project.putWhole(rests.after(Why.MONEY, project.whole(), granted, failure));
                case MINUTE_QUOTA, DAY_QUOTA, NO_QUOTA ->
                    project.put(model, rests.after(why.get(), project.rest(model), granted, failure));
            }
            return true;
        }
    }

    void close(Slot slot, String model, boolean told, Usage usage) {
        synchronized (lock) {
            slot.end(usage.total());
            if (!told) {
                slot.toldNothing(model);
            }
        }
    }

    private static String words(Duration length) {
        long seconds = Math.max(1, length.plusMillis(999).toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
