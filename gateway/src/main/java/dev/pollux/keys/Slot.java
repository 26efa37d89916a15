package dev.pollux.keys;

import dev.pollux.keys.KeyMemory.Rested;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A key of a pool with all that is known of it. Guarded by its pool. */
final class Slot {
    private final KeyPool.Key key;
    private final Optional<String> name;
    private final int weight;
    private final Project project;
    private final Budget budget;
    private final Allowance allowance;
    private final Time time;
    private final long salt;
    private final Duration probe;
    private final Past past;

    /** What becomes of a key, however often the settings are read again. */
    private static final class Past {
        @Nullable
        Rest death;
        /** Nobody could stand in when it died: it is used even so. */
        boolean lastOne;
        int inWork;
        long used;
        long failures;
    }

    /** @param before the same key in the pool whose place this one's takes */
    Slot(int number, KeyConfig key, Project project, KeysConfig config, Time time, Optional<Slot> before) {
        this.key = new KeyPool.Key(number, key.secret(), key.shown());
        this.name = key.name();
        this.weight = key.weight();
        this.project = project;
        this.allowance = key.allowance(config.allowance());
        this.budget = before.map(slot -> slot.budget.within(allowance)).orElseGet(() -> new Budget(allowance, time));
        this.past = before.map(slot -> slot.past).orElseGet(Past::new);
        this.probe = config.probe();
        this.time = time;
        this.salt = Mix.of(key.secret().reveal().hashCode());
    }

    KeyPool.Key key() {
        return key;
    }

    int weight() {
        return weight;
    }

    int inWork() {
        return past.inWork;
    }

    long used() {
        return past.used;
    }

    boolean admits(String model) {
        for (Rest rest : rests(model)) {
            if (!rest.admits(time)) {
                return false;
            }
        }
        return !isFull() && budget.admitsAt() - time.now() <= 0;
    }

    /** Whether nothing is asked with it, since the vendor refuses it. */
    boolean isOut() {
        return past.death != null && !past.lastOne && !past.death.isOver(time);
    }

    /** The moment from which on a request for a model may use the key. */
    long admitsAt(String model) {
        // when one of those in work will end nobody knows
        long soonest = isFull() ? time.now() + 1_000_000_000L : budget.admitsAt();
        for (Rest rest : rests(model)) {
            soonest = Math.max(soonest, rest.admitsAt(time));
        }
        return soonest;
    }

    /**
     * How well it suits a conversation: the highest of all keys is the one that it always gets.
     *
     * <p>Weighted rendezvous hashing: as many conversations as its weight says.
     */
    double affinity(long conversation) {
        double chance = ((Mix.of(salt ^ conversation) >>> 11) + 0.5) * 0x1.0p-53;
        return -weight / Math.log(chance);
    }

    void begin(String model) {
        past.inWork++;
        past.used++;
        budget.request();
        rests(model).forEach(rest -> rest.probe(time, probe));
    }

    void end(long tokens) {
        past.inWork--;
        budget.tokens(tokens);
    }

    void succeeded(String model, long granted) {
        if (past.death != null && past.death.isOlderThan(granted)) {
            past.death = null;
        }
        Rest whole = project.whole();
        if (whole != null && whole.isOlderThan(granted)) {
            project.wake();
        }
        Rest ofModel = project.rest(model);
        if (ofModel != null && ofModel.isOlderThan(granted)) {
            project.wake(model);
        }
    }

    /** Its request ended without a word on the key. */
    void toldNothing(String model) {
        rests(model).forEach(rest -> rest.probeLost(time));
    }

    void countFailure() {
        past.failures++;
    }

    /** @param last there is no other: it stays in use */
    void refused(Rest rest, boolean last) {
        past.death = rest;
        past.lastOne = last;
    }

    Project project() {
        return project;
    }

    void revive() {
        past.death = null;
        project.reset();
    }

    KeyMemory memory() {
        var rests = new ArrayList<Rested>();
        if (past.death != null && !past.lastOne) {
            rests.add(past.death.memory(Optional.empty()));
        }
        Rest whole = project.whole();
        if (whole != null) {
            rests.add(whole.memory(Optional.empty()));
        }
        project.rests().forEach((model, rest) -> rests.add(rest.memory(Optional.of(model))));
        return new KeyMemory(rests, budget.day(), budget.today());
    }

    void recall(KeyMemory memory) {
        for (Rested rested : memory.rests()) {
            Rest rest = Rest.recalled(rested, time);
            switch (rested.why()) {
                case REFUSED -> refused(rest, false);
                case MONEY -> project.putWhole(rest);
                case MINUTE_QUOTA, DAY_QUOTA, NO_QUOTA -> project.put(rested.model().orElseThrow(), rest);
            }
        }
        budget.recall(memory.day(), memory.requests());
    }

    KeyReport report(String pool) {
        var resting = project.rests().entrySet().stream().filter(entry -> !entry.getValue().isOver(time))
                .map(entry -> new KeyReport.ModelRest(entry.getKey(),
                        new KeyState.Resting(entry.getValue().comeback(), entry.getValue().why())))
                .toList();
        Rest whole = project.whole();
        KeyState state = past.death != null
                ? new KeyState.Dead(past.death.why(), past.death.comeback())
                : whole != null && !whole.isOver(time)
                        ? new KeyState.Resting(whole.comeback(), whole.why())
                        : new KeyState.Ready();
        return new KeyReport(pool, key.number(), name, state, resting, past.inWork, past.used, past.failures);
    }

    private List<Rest> rests(String model) {
        Rest whole = project.whole();
        Rest ofModel = project.rest(model);
        Rest death = past.lastOne ? null : past.death;
        if (death == null && whole == null && ofModel == null) {
            return List.of(); // as nearly always
        }
        return Stream.of(death, whole, ofModel).filter(Objects::nonNull).toList();
    }

    private boolean isFull() {
        return allowance.concurrency() > 0 && past.inWork >= allowance.concurrency();
    }
}
