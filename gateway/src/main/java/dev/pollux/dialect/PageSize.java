package dev.pollux.dialect;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import org.jspecify.annotations.Nullable;

/** How many models a client wants in one page of a list. */
public final class PageSize {
    /** More than this no vendor gives at once; a client that names no size gets as many too, as some never ask for more. */
    public static final int LARGEST = 1_000;

    private PageSize() {}

    /**
     * Reads a size; 0 and none mean the largest.
     *
     * @param value as the client wrote it
     * @throws FailureException {@code INVALID} for what is no size
     */
    public static int read(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return LARGEST;
        }
        try {
            int size = Integer.parseInt(value.strip());
            if (size >= 0) {
                return size == 0 ? LARGEST : Math.min(size, LARGEST);
            }
        } catch (NumberFormatException _) {
            // refused below, as a negative number is
        }
        throw new FailureException(Failure.invalid(parameter,
                "Invalid value for '" + parameter + "': a number from 1 to " + LARGEST + " is expected.")
                .withCode("invalid_value"));
    }
}
