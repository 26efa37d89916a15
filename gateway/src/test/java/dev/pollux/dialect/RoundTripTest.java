package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Fold;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Tool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conversations and answers made at random survive a round trip through every dialect, but for what is named as lost. */
class RoundTripTest {
    private static final int CASES = 3_000;

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void aConversationIsReadAsItWasWrittenButForTheLosses(String name) {
        for (int seed = 0; seed < CASES; seed++) {
            Dialect dialect = AllDialects.named(name);
            Request request = new RandomConversation(seed).request();
            var losses = new Losses();
            byte[] body;
            try {
                body = dialect.writeRequest(request, ModelFacts.unknown("a-model"), losses).body();
            } catch (FailureException e) {
                assertThat(e.failure().kind()).as("case %d", seed).isEqualTo(Failure.Kind.INVALID);
                continue;
            } catch (RuntimeException e) {
                fail("case " + seed, e);
                return;
            }
            String text = new String(body, StandardCharsets.UTF_8);
            Request back = dialect.readRequest(AllDialects.inquiry(dialect, Json.object(body)));
            compare("case " + seed + ", lost " + losses.names() + ": " + text, Facets.of(request, name),
                    Facets.of(back, name), losses.names());
            theForeign("case " + seed + ": " + text, request, name, text, losses.names());
        }
    }

    private static void compare(String as, Map<String, Object> said, Map<String, Object> back, List<String> lost) {
        assertThat(Facets.EXCUSES.keySet()).containsAll(said.keySet());
        said.forEach((facet, value) -> {
            if (lost.stream().noneMatch(Facets.EXCUSES.getOrDefault(facet, Set.of())::contains)) {
                assertThat(back.get(facet)).as("%s in %s", facet, as).isEqualTo(value);
            }
        });
    }

    /** What only another dialect knows is named; another vendor's seal is never in the body. */
    private static void theForeign(String as, Request request, String name, String body, List<String> lost) {
        request.extras().fields().propertyNames().forEach(field -> assertThat(lost).as(as).contains(field));
        if (request.tools().offered().stream().anyMatch(Tool.Opaque.class::isInstance)) {
            assertThat(lost).as(as).contains("strange_tool");
        }
        for (Message message : request.messages()) {
            for (Block block : message.blocks()) {
                if (block instanceof Block.Opaque) {
                    assertThat(lost).as(as).contains("strange_block");
                }
                block.marks().seal().filter(seal -> !seal.isOf(name))
                        .ifPresent(seal -> assertThat(body).doesNotContain(seal.value()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "responses", "gemini", "anthropic"})
    void anAnswerIsReadAsItWasWrittenWholeAndStreamed(String name) {
        for (int seed = 0; seed < CASES; seed++) {
            Dialect dialect = AllDialects.named(name);
            List<Event> events = new RandomConversation(seed).answer();
            Response response = Fold.of(events);
            Request request = AllDialects.streamed(dialect);
            byte[] stream = AllDialects.write(dialect, request, events);
            assertThat(Facets.of(Fold.of(AllDialects.read(dialect, stream))))
                    .as("case %d: %s", seed, new String(stream, StandardCharsets.UTF_8))
                    .isEqualTo(Facets.of(response));
            assertThat(Facets.of(dialect.readResponse(dialect.writeResponse(response, request)))).as("case %d", seed)
                    .isEqualTo(Facets.of(response));
        }
    }
}
