package dev.pollux.config;

import java.io.Serial;
import java.util.List;

/** Everything that is wrong with a configuration, found in one go; its message holds no secret. */
public final class ConfigurationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @throws IllegalArgumentException if there is no problem */
    public ConfigurationException(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem");
        }
        this.problems = List.copyOf(problems);
        super(Report.of(problems));
    }

    /** The problems in the order of the keys, those of whole files first. */
    public List<Problem> problems() {
        return problems;
    }
}
