package dev.pollux.grid;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * One answer as a program gets it out of a library.
 *
 * @param reasoning empty if none is shown
 * @param tokens of prompt and answer
 */
record Said(String text, String reasoning, List<Call> calls, long tokens) {
    Said {
        calls = List.copyOf(calls);
    }

    record Call(String id, String name, JsonNode arguments) {}
}
