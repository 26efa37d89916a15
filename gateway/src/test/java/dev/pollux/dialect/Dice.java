package dev.pollux.dialect;

import static dev.pollux.json.Json.object;

import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Chance, the same for the same seed, and words that occur once each. */
final class Dice {
    /** A dialect that none of ours is. */
    static final String FOREIGN = "elsewhere";
    private static final List<String> SEALING = List.of("gemini", "anthropic", "responses");
    private static final String[] LETTERS = {"a", "é", "中", "😀", "\"", "\\", "<b>", "&", "\u2028", "z"};

    private final SplittableRandom random;
    private int words;

    Dice(long seed) {
        random = new SplittableRandom(seed); // others begin alike for seeds that are neighbours
    }

    /** One in so many. */
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** From 0 to the number below. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return maybe(2, value);
    }

    /** A value one time in so many. */
    <T> Optional<T> maybe(int many, Supplier<T> value) {
        return oneIn(many) ? Optional.of(value.get()) : Optional.empty();
    }

    String word() {
        return "w" + words++;
    }

    String words() {
        var text = new StringBuilder(word());
        while (oneIn(2)) {
            text.append(' ').append(LETTERS[random.nextInt(LETTERS.length)]).append(word());
        }
        return text.toString();
    }

    OptionalInt whole(int from, int to) {
        return oneIn(3) ? OptionalInt.of(from + random.nextInt(to - from)) : OptionalInt.empty();
    }

    OptionalDouble number(int from, int to) {
        return oneIn(3) ? OptionalDouble.of(from + random.nextInt((to - from) * 8 + 1) / 8.0) : OptionalDouble.empty();
    }

    Block.Text text() {
        return new Block.Text(words());
    }

    String base64() {
        return Base64.getEncoder().encodeToString(word().getBytes(StandardCharsets.UTF_8));
    }

    /** The seal of any dialect that seals. */
    Seal seal() {
        byte[] value = ("seal " + word() + ".").getBytes(StandardCharsets.UTF_8);
        return new Seal(of(SEALING), Base64.getEncoder().encodeToString(value));
    }

    /** A wish to cache, a field that only another dialect knows, both, or mostly nothing. */
    Marks marks(String place) {
        return new Marks(Optional.empty(), maybe(8, () -> new Marks.Cache(maybe(() -> "1h"))), foreign(12, place));
    }

    /** A field that only another dialect knows, one time in so many. */
    Extras foreign(int many, String place) {
        return oneIn(many) ? Extras.of(FOREIGN, place, object().put("odd_field", 1)) : Extras.NONE;
    }
}
