package dev.pollux.dialect.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives an id to each call that has none, and finds the call of each result.
 *
 * <p>Ids are optional in this API; results then pair with the calls before them by name and order. Not for use by several
 * threads.
 */
final class CallIds {
    private static final String PREFIX = "call_";

    private final Supplier<String> suffixes;
    private final List<Call> unanswered = new ArrayList<>();
    private int turn;
    private int minted;

    private record Call(String id, String name) {}

    private CallIds(Supplier<String> suffixes) {
        this.suffixes = suffixes;
    }

    /** For an answer: ids that are new to the world. */
    static CallIds random(Supplier<String> suffixes) {
        return new CallIds(suffixes);
    }

    /** For a history: the same ids whenever the same history comes. */
    static CallIds byPlace() {
        return new CallIds(() -> "");
    }

    /** Whether an id was made by {@link #byPlace}: the vendor never gave it and never needs to see it. */
    static boolean isByPlace(String id) {
        int underscore = id.indexOf('_', PREFIX.length());
        return id.startsWith(PREFIX) && underscore > 0 && isNumber(id, PREFIX.length(), underscore)
                && isNumber(id, underscore + 1, id.length());
    }

    void nextTurn() {
        turn++;
        minted = 0;
    }

    String ofCall(Optional<String> given, String name) {
        String id = given.filter(text -> !text.isEmpty()).orElseGet(this::mint);
        unanswered.add(new Call(id, name));
        return id;
    }

    String ofResult(Optional<String> given, String name) {
        Optional<Call> call = given.filter(text -> !text.isEmpty()).isPresent()
                ? named(given.get(), name)
                : inOrder(name);
        call.ifPresent(unanswered::remove);
        return call.map(Call::id).or(() -> given.filter(text -> !text.isEmpty())).orElseGet(this::mint);
    }

    /** Gemini CLI may write {@code NAME__} before an id that it was given. */
    private Optional<Call> named(String id, String name) {
        return unanswered.stream().filter(call -> id.equals(call.id())).findFirst()
                .or(() -> unanswered.stream().filter(call -> id.equals(name + "__" + call.id())).findFirst());
    }

    private Optional<Call> inOrder(String name) {
        return unanswered.stream().filter(call -> call.name().equals(name)).findFirst();
    }

    private String mint() {
        String suffix = suffixes.get();
        return PREFIX + (suffix.isEmpty() ? turn + "_" + minted++ : suffix);
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }
}
