package dev.pollux.exchange;

import dev.pollux.model.Failure;
import dev.pollux.model.Usage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one exchange went, for logs and figures: there is exactly one for each.
 *
 * @param route what was done, in a word
 * @param model that the client asked for; empty if it was never read
 * @param target that answered, or was asked last in vain, as {@code gemini/gemini-2.5-flash}; empty if none was asked
 * @param key the number of the key that was used, 0 if none answered
 * @param attempts calls to vendors
 * @param recovered how often another call went on with an answer that broke off
 * @param status that the client saw, or would have seen
 * @param failure why it failed, in mid-stream too
 * @param estimated tokens were told to the client that nobody counted
 * @param firstByte from the request to the first byte of the answer; zero if there was none
 */
public record Outcome(String id, String method, String path, String client, String route, String dialect, String caller,
        String model,
        boolean stream, String target, int key, int attempts, int recovered, int status, Optional<Failure> failure,
        Usage usage,
        boolean estimated, List<String> losses, Duration firstByte, Duration total) {

    public boolean isAnswered() {
        return key > 0;
    }
}
