package dev.pollux.model;

import java.util.OptionalLong;

/**
 * The tokens of one exchange as the vendor counted them; what it did not tell is empty, never zero.
 *
 * @param input all of the prompt, cached parts and results of hosted tools included
 * @param cacheRead the part of {@code input} that came from a cache
 * @param cacheWrite the part of {@code input} that went into a cache
 * @param output all of the answer, thinking included
 * @param thinking the part of {@code output} that is thinking
 */
public record Usage(OptionalLong input, OptionalLong cacheRead, OptionalLong cacheWrite, OptionalLong output,
        OptionalLong thinking) {

    public static final Usage UNKNOWN = new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
            OptionalLong.empty(), OptionalLong.empty());

    public boolean isKnown() {
        return input.isPresent() || output.isPresent();
    }

    /** This report, completed by what an earlier one told: streams report in pieces, and the last word wins. */
    public Usage after(Usage earlier) {
        return new Usage(or(input, earlier.input), or(cacheRead, earlier.cacheRead), or(cacheWrite, earlier.cacheWrite),
                or(output, earlier.output), or(thinking, earlier.thinking));
    }

    /** What two answers have used together. */
    public Usage plus(Usage other) {
        return new Usage(sum(input, other.input), sum(cacheRead, other.cacheRead), sum(cacheWrite, other.cacheWrite),
                sum(output, other.output), sum(thinking, other.thinking));
    }

    public long total() {
        return input.orElse(0) + output.orElse(0);
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() ? OptionalLong.of(one.getAsLong() + other.orElse(0)) : other;
    }

    private static OptionalLong or(OptionalLong newer, OptionalLong older) {
        return newer.isPresent() ? newer : older;
    }
}
