package dev.pollux.route;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;

/** The names of models as clients write them. */
final class Names {
    /** Characters of a name. */
    static final int MAX_LENGTH = 256;

    private Names() {}

    /** Whether a name can go into a log line and the path of a call. */
    static boolean usable(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The name without the ways of speaking that say nothing: {@code models/} of Gemini, {@code google/} of routers.
     *
     * @throws FailureException {@code INVALID} for what can be no name
     */
    static String plain(String asked) {
        String name = strip(asked);
        if (!usable(asked) || name.isBlank()) {
            throw new FailureException(Failure.invalid("model", "Invalid value for 'model': a name has 1 to "
                    + MAX_LENGTH + " characters and no control characters."));
        }
        return name;
    }

    static String strip(String asked) {
        String name = asked.startsWith("models/") ? asked.substring("models/".length()) : asked;
        return name.startsWith("google/") ? name.substring("google/".length()) : name;
    }
}
