package dev.pollux.model;

import java.util.List;

/**
 * Whether the model must, may or must not ask for tools.
 *
 * @param names the only tools that may be asked for; empty for any. One name with {@link Mode#REQUIRED} forces that tool
 */
public record ToolChoice(Mode mode, List<String> names) {

    public static final ToolChoice UNSET = new ToolChoice(Mode.UNSET, List.of());

    /** How free the model is. */
    public enum Mode {
        /** The vendor's default. */
        UNSET, AUTO, NONE, REQUIRED
    }

    public ToolChoice {
        names = List.copyOf(names);
    }

    public ToolChoice(Mode mode) {
        this(mode, List.of());
    }
}
