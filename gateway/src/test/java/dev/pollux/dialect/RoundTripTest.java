package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Fold;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Thinking;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Conversations and answers made at random survive a round trip through every dialect, but for what is named as lost. */
class RoundTripTest {
    private static final int CASES = 3_000;
    private static final ModelFacts NARROW = new ModelFacts("a-model", OptionalLong.empty(), OptionalInt.empty(),
            new ModelFacts.ThinkingControl.Levels(Set.of(Thinking.Effort.LOW, Thinking.Effort.HIGH)),
            Set.of(ModelFacts.Trait.FIXED_SAMPLING, ModelFacts.Trait.NO_PENALTIES, ModelFacts.Trait.ONE_CANDIDATE));

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void aConversationIsReadAsItWasWrittenButForTheLosses(String name) {
        check(name, ModelFacts.unknown("a-model"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void whatAModelRefusesIsALossToo(String name) {
        check(name, NARROW);
    }

    private static void check(String name, ModelFacts facts) {
        for (int seed = 0; seed < CASES; seed++) {
            Dialect dialect = AllDialects.named(name);
            Request request = new RandomConversation(seed).request();
            var losses = new Losses();
            byte[] body = dialect.writeRequest(request, facts, losses).body();
            Request back = dialect.readRequest(AllDialects.inquiry(dialect, Json.object(body)));
            String as = "case " + seed + ", lost " + losses.names() + ": " + new String(body, StandardCharsets.UTF_8);
            compare(as, Facets.of(request, name), Facets.of(back, name), Set.copyOf(losses.names()));
            assertThat(Sayings.words(back)).as(as).containsAll(Sayings.words(request));
            Foreign.in(request).assertNamed(as, losses.names());
            Foreign.in(request).assertSealed(as, body, name);
        }
    }

    private static void compare(String as, Map<String, Object> said, Map<String, Object> back, Set<String> lost) {
        said.forEach((facet, value) -> {
            Set<String> excuses = Facets.EXCUSES.getOrDefault(facet, Sayings.EXCUSES.getOrDefault(facet, Set.of()));
            if (!Collections.disjoint(excuses, lost)) {
                return;
            }
            if (value instanceof List<?> list && (facet.equals("words") || facet.equals("names"))) {
                // a target may need words and names of its own between them
                assertThat(back.get(facet)).as("%s in %s", facet, as).asInstanceOf(InstanceOfAssertFactories.LIST)
                        .containsSubsequence(list);
            } else {
                assertThat(back.get(facet)).as("%s in %s", facet, as).isEqualTo(value);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void anAnswerIsReadAsItWasWrittenWholeAndStreamed(String name) {
        var places = AnswerPlaces.of(name);
        for (int seed = 0; seed < CASES; seed++) {
            Dialect dialect = AllDialects.named(name);
            List<Event> events = new RandomAnswer(seed).events();
            Response response = Fold.of(events);
            Map<String, List<String>> said = AnswerFacets.of(response);
            Request request = AllDialects.streamed(dialect);
            byte[] stream = AllDialects.write(dialect, request, events);
            places.compare("case " + seed + ": " + new String(stream, StandardCharsets.UTF_8), said,
                    AnswerFacets.of(Fold.of(AllDialects.read(dialect, stream))), true);
            var whole = dialect.writeResponse(response, request);
            places.compare("case " + seed + ": " + whole, said, AnswerFacets.of(dialect.readResponse(whole)), false);
        }
    }
}
