package dev.pollux.grid;

import dev.pollux.grid.Client.Talk;
import dev.pollux.grid.Question.Wish;
import dev.pollux.sandbox.Sandbox;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;

/**
 * Where a scenario is played.
 *
 * @param vendor what the gateway asks
 */
record Stage(Client client, Library library, Behind behind, boolean streamed, Sandbox vendor) {

    Talk begin(String words, Wish... wishes) {
        return client.begin(new Question(behind.model(), words, Set.of(wishes)));
    }

    /** A conversation with a model that misbehaves. */
    Talk beginWith(String model, String words) {
        return client.begin(new Question(model, words, Set.of()));
    }

    Said ask(String words, Wish... wishes) {
        return begin(words, wishes).ask(streamed);
    }

    /** The last request that came to the vendor. */
    String sent() {
        return vendor.recorded().getLast().text();
    }

    /** The ids of calls in it that are the vendor's own, as often as they occur. */
    List<String> callIdsSent() {
        return behind.callId().matcher(sent()).results().map(MatchResult::group).toList();
    }
}
