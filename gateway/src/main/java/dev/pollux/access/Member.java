package dev.pollux.access;

import dev.pollux.secret.Digest;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One who is let in by a token.
 *
 * @param tokens each is as good as the other
 * @param lastDay on which they open
 */
public record Member(Caller caller, List<Digest> tokens, Optional<LocalDate> lastDay) {
    public Member {
        tokens = List.copyOf(tokens);
    }
}
