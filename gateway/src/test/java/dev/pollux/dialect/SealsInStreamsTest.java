package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The signature of a Gemini call on its way through the client of each dialect and back. */
class SealsInStreamsTest {
    private static final Seal SEAL = new Seal("gemini", "RXBF+/=");
    private static final String STREAM = """
            data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"c1","name":"weather",\
            "args":{"city":"Oslo"}},"thoughtSignature":"RXBF+/="}],"role":"model"},"index":0}]}

            data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}]}

            """;

    @Test
    void theHeadOfACallHasItsSealAlready() {
        assertThat(events()).filteredOn(Event.Open.class::isInstance)
                .extracting(event -> ((Event.Open) event).head().marks().seal()).containsExactly(Optional.of(SEAL));
    }

    @ParameterizedTest
    @CsvSource({"openai,id", "responses,call_id", "anthropic,id"})
    void aSealedCallKeepsOneIdWhichOpensToTheSeal(String name, String field) {
        Dialect dialect = AllDialects.named(name);
        var ids = new ArrayList<String>();
        for (var frame : AllDialects.frames(AllDialects.write(dialect, AllDialects.streamed(dialect), events()))) {
            if (!frame.is("[DONE]")) {
                Json.tree(frame.data()).findValues(field).stream().filter(JsonNode::isString)
                        .map(JsonNode::stringValue).filter(id -> id.startsWith("c1")).forEach(ids::add);
            }
        }
        assertThat(ids).isNotEmpty();
        assertThat(List.copyOf(new TreeSet<>(ids))).hasSize(1);
        assertThat(Seals.open(ids.getFirst())).isEqualTo(new Seals.Opened("c1", Optional.of(SEAL)));
    }

    @Test
    void aClientOfGeminiHasTheSealInTheSignature() {
        Dialect gemini = AllDialects.named("gemini");
        byte[] stream = AllDialects.write(gemini, AllDialects.streamed(gemini), events());
        assertThat(AllDialects.read(gemini, stream)).filteredOn(Event.Open.class::isInstance)
                .extracting(event -> ((Event.Open) event).head())
                .first().isEqualTo(new Block.ToolCall("c1", "weather", "", false, Marks.sealed(SEAL)));
    }

    private static List<Event> events() {
        return AllDialects.read(AllDialects.named("gemini"), STREAM.getBytes(StandardCharsets.UTF_8));
    }
}
