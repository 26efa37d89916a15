package dev.pollux.exchange;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A number for a conversation that stays the same while it goes on: of what stands at its beginning.
 *
 * <p>Vendors keep the beginnings that they have read, per project; whoever comes back with the same key pays less.
 */
final class Fingerprint {
    /** What stands before the conversation, in every dialect. */
    private static final List<String> PREAMBLE = List.of("model", "system", "systemInstruction", "instructions",
            "tools");
    private static final List<String> CONVERSATION = List.of("messages", "contents", "input");

    private Fingerprint() {}

    static long of(String caller, ObjectNode body) {
        long sum = caller.hashCode();
        for (String name : PREAMBLE) {
            sum = 31 * sum + body.path(name).hashCode();
        }
        for (String name : CONVERSATION) {
            JsonNode turns = body.path(name);
            for (int turn = 0; turn < turns.size(); turn++) {
                sum = 31 * sum + turns.path(turn).hashCode();
                if (turns.path(turn).path("role").asString("").equals("user")) {
                    break;
                }
            }
            sum = 31 * sum + (turns.isArray() ? 0 : turns.hashCode());
        }
        return sum;
    }
}
