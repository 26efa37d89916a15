package dev.pollux.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the model samples and where it stops; what is empty is the vendor's default.
 *
 * @param maxTokens of the answer, thinking included
 * @param temperature 0 to 2
 * @param stop texts that end the answer
 * @param candidates how many answers
 * @param logprobs the probabilities of the chosen tokens are wanted
 * @param topLogprobs of how many alternatives, 0 to 20
 */
public record Settings(OptionalInt maxTokens, OptionalDouble temperature, OptionalDouble topP, OptionalInt topK,
        List<String> stop, OptionalLong seed, OptionalDouble presencePenalty, OptionalDouble frequencyPenalty,
        OptionalInt candidates, Optional<Boolean> logprobs, OptionalInt topLogprobs) {

    public static final Settings DEFAULT = new Settings(OptionalInt.empty(), OptionalDouble.empty(),
            OptionalDouble.empty(), OptionalInt.empty(), List.of(), OptionalLong.empty(), OptionalDouble.empty(),
            OptionalDouble.empty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty());

    public Settings {
        stop = List.copyOf(stop);
    }
}
