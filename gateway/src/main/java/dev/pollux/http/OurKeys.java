package dev.pollux.http;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** What can be seen and done of our own keys from outside: their numbers stand for them. */
public interface OurKeys {

    /** How each is. */
    ObjectNode states();

    /**
     * Forgets why a key, and what shares its quota, is not used.
     *
     * @return how it is now; empty if there is no such key
     */
    Optional<ObjectNode> reset(String upstream, int number);
}
