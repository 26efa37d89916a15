package dev.pollux.model;

import java.util.List;
import java.util.Optional;

/**
 * The tools that the model may ask for.
 *
 * @param parallel whether several calls may stand in one answer; empty is the vendor's default
 */
public record Tools(List<Tool> offered, ToolChoice choice, Optional<Boolean> parallel) {

    public static final Tools NONE = new Tools(List.of(), ToolChoice.UNSET, Optional.empty());

    public Tools {
        offered = List.copyOf(offered);
    }

    /** Whether there are functions of the client's own among them. */
    public boolean hasFunctions() {
        for (Tool tool : offered) {
            if (tool instanceof Tool.Function) {
                return true;
            }
        }
        return false;
    }
}
