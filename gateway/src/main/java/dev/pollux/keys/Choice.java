package dev.pollux.keys;

import dev.pollux.keys.KeysConfig.Crowd;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Takes one of the keys that may be used, as the {@link Selection} says. Guarded by its pool. */
final class Choice {
    private final Selection selection;
    private final Crowd crowd;
    private final List<Slot> slots;
    /** One round: each key has as many turns as its weight says. */
    private final List<Slot> turns;
    private final RandomGenerator random;
    private int turn;

    Choice(Selection selection, Crowd crowd, List<Slot> slots, RandomGenerator random) {
        this.selection = selection;
        this.crowd = crowd;
        this.slots = slots;
        this.turns = turns(slots);
        this.random = random;
    }

    /** The smooth weighted round-robin of nginx: a heavy key's turns are spread evenly over the round. */
    private static List<Slot> turns(List<Slot> slots) {
        int divisor = slots.stream().mapToInt(Slot::weight).reduce(0, Choice::commonDivisor);
        int total = slots.stream().mapToInt(slot -> slot.weight() / divisor).sum();
        var credit = new int[slots.size()];
        var turns = new ArrayList<Slot>(total);
        while (turns.size() < total) {
            int richest = 0;
            for (int at = 0; at < credit.length; at++) {
                credit[at] += slots.get(at).weight() / divisor;
                richest = credit[at] > credit[richest] ? at : richest;
            }
            credit[richest] -= total;
            turns.add(slots.get(richest));
        }
        return List.copyOf(turns);
    }

    private static int commonDivisor(int one, int other) {
        return other == 0 ? one : commonDivisor(other, one % other);
    }

    @Nullable
    Slot among(String model, long conversation, Set<Integer> except) {
        return switch (selection) {
            case ROUND_ROBIN -> next(model, except);
            case RANDOM -> any(fit(model, except));
            case LEAST_USED -> idlest(fit(model, except));
            case STICKY -> closest(fit(model, except), conversation);
        };
    }

    /** The turn goes on from the key that was taken: one that rests leaves its turn to no single neighbour. */
    private @Nullable Slot next(String model, Set<Integer> except) {
        for (int step = 0; step < turns.size(); step++) {
            int at = (turn + step) % turns.size();
            Slot slot = turns.get(at);
            if (isFit(slot, model, except)) {
                turn = at + 1;
                return slot;
            }
        }
        return null;
    }

    private @Nullable Slot any(List<Slot> fit) {
        if (fit.isEmpty()) {
            return null;
        }
        int drawn = random.nextInt(weight(fit));
        int at = 0;
        while (drawn >= fit.get(at).weight()) {
            drawn -= fit.get(at++).weight();
        }
        return fit.get(at);
    }

    private static @Nullable Slot idlest(List<Slot> fit) {
        return fit.stream().min(Comparator.<Slot>comparingDouble(slot -> (double) slot.inWork() / slot.weight())
                .thenComparingDouble(slot -> (double) slot.used() / slot.weight())).orElse(null);
    }

    /** Rendezvous hashing: a key that comes or goes moves no conversation but its own. */
    private @Nullable Slot closest(List<Slot> fit, long conversation) {
        double each = crowd.share() / 100.0 * fit.stream().mapToInt(Slot::inWork).sum() / weight(fit);
        return fit.stream().filter(slot -> slot.inWork() <= Math.max(crowd.few(), each * slot.weight()))
                .max(Comparator.comparingDouble(slot -> slot.affinity(conversation)))
                .orElse(null);
    }

    private static int weight(List<Slot> slots) {
        return slots.stream().mapToInt(Slot::weight).sum();
    }

    private List<Slot> fit(String model, Set<Integer> except) {
        var fit = new ArrayList<Slot>(slots.size());
        for (Slot slot : slots) {
            if (isFit(slot, model, except)) {
                fit.add(slot);
            }
        }
        return fit;
    }

    private static boolean isFit(Slot slot, String model, Set<Integer> except) {
        return !except.contains(slot.key().number()) && slot.admits(model);
    }
}
