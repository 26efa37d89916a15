package dev.pollux.observe;

import java.util.List;
import java.util.Map;

/**
 * One side of one HTTP request, as it was told: not yet fit to be read.
 *
 * @param at milliseconds since 1970
 * @param millis that it took
 * @param call the number of the call to a vendor, 0 for what was said with the client
 * @param end how it came to its end
 * @param mask for what stands in the settings
 * @param hidden what else must not be shown
 */
record Detail(long at, long millis, String id, Stage stage, int call, String line,
        List<Map.Entry<String, String>> headers, Excerpt body, String end, Mask mask, List<String> hidden) {

    /** What happens one after the other. */
    enum Stage {
        CLIENT_REQUEST(1), UPSTREAM_REQUEST(2), UPSTREAM_RESPONSE(3), CLIENT_RESPONSE(4);

        private final int number;

        Stage(int number) {
            this.number = number;
        }

        /** As in {@code 1_CLIENT_REQUEST}. */
        String words() {
            return number + "_" + name();
        }
    }
}
