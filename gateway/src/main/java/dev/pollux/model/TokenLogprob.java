package dev.pollux.model;

import java.util.List;

/**
 * How probable a token was.
 *
 * @param logprob natural logarithm, 0 at most
 * @param top the most probable tokens at this place, themselves without alternatives
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> top) {
    public TokenLogprob {
        top = List.copyOf(top);
    }
}
