package dev.pollux.bench.soak;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** What goes wrong with a vendor; the name stands in the question, so that the vendor knows what to do. */
enum Fault {
    RESET_BEFORE_HEAD, SILENCE_BEFORE_HEAD, OVERLOADED, LIMITED, HTML, CUT, RESET, SILENCE, GARBAGE, ERROR_FRAME;

    /** Of a hundred questions, for each fault. */
    private static final int PERCENT = 5;

    static Optional<Fault> any(RandomGenerator random) {
        int drawn = random.nextInt(100) / PERCENT;
        return drawn < values().length ? Optional.of(values()[drawn]) : Optional.empty();
    }

    /** The fault that a question asks for. */
    static Optional<Fault> in(String question) {
        for (Fault fault : values()) {
            if (question.contains("<" + fault + ">")) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
