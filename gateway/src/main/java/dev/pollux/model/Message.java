package dev.pollux.model;

import java.util.List;

/**
 * One turn, or one piece of a turn: dialects that want one message per role join neighbours.
 *
 * <p>Results of tools are blocks of a {@link Role#USER} message, calls of tools blocks of an {@link Role#ASSISTANT} one.
 */
public record Message(Role role, List<Block> blocks, Extras extras) {

    /** Who speaks. */
    public enum Role {
        SYSTEM, DEVELOPER, USER, ASSISTANT;

        /** Whether it instructs the model, from above the conversation. */
        public boolean instructs() {
            return this == SYSTEM || this == DEVELOPER;
        }
    }

    public Message {
        blocks = List.copyOf(blocks);
    }

    public Message(Role role, List<Block> blocks) {
        this(role, blocks, Extras.NONE);
    }
}
