package dev.pollux.keys;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Takes one of the keys that may be used, as the {@link Selection} says. Guarded by its pool. */
final class Choice {
    /** How much more than its share a key may have in work before a conversation goes to another. */
    private static final double CROWDED = 1.25;
    /** As many at once are no crowd yet, however idle the others are. */
    private static final int FEW = 2;

    private final Selection selection;
    private final List<Slot> slots;
    private final RandomGenerator random;
    private int turn;

    Choice(Selection selection, List<Slot> slots, RandomGenerator random) {
        this.selection = selection;
        this.slots = slots;
        this.random = random;
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
        for (int step = 0; step < slots.size(); step++) {
            int at = (turn + step) % slots.size();
            Slot slot = slots.get(at);
            if (isFit(slot, model, except)) {
                turn = at + 1;
                return slot;
            }
        }
        return null;
    }

    private @Nullable Slot any(List<Slot> fit) {
        return fit.isEmpty() ? null : fit.get(random.nextInt(fit.size()));
    }

    private static @Nullable Slot idlest(List<Slot> fit) {
        return fit.stream().min(Comparator.comparingInt(Slot::inWork).thenComparingLong(Slot::used)).orElse(null);
    }

    /** Rendezvous hashing: a key that comes or goes moves no conversation but its own. */
    private static @Nullable Slot closest(List<Slot> fit, long conversation) {
        double share = Math.max(FEW, fit.stream().mapToInt(Slot::inWork).average().orElse(0) * CROWDED);
        return fit.stream().filter(slot -> slot.inWork() <= share)
                .max(Comparator.comparingLong(slot -> slot.affinity(conversation)))
                .orElse(null);
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
