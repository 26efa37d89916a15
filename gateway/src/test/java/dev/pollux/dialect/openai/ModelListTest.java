package dev.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

class ModelListTest {
    private final ModelList lists = ModelList.INSTANCE;

    @Test
    void aListIsWrittenAsOpenAiWritesIt() {
        var model = new ModelCard("vendor/model", Optional.of("A model"), "vendor", 1_790_000_000,
                OptionalLong.of(1000),
                OptionalInt.of(100), Set.of(Ability.CHAT));
        String card = "{\"id\":\"vendor/model\",\"object\":\"model\",\"created\":1790000000,\"owned_by\":\"vendor\"}";
        assertThat(Json.text(lists.write(model))).isEqualTo(card);
        assertThat(Json.text(lists.write(List.of(model)))).isEqualTo("{\"object\":\"list\",\"data\":[" + card + "]}");
    }

    @Test
    void aListTellsWhatItsServiceTells() {
        assertThat(lists.read(Json.object("""
                {"object":"list","data":[
                  {"id":"gpt-5.4","object":"model","created":1790000000,"owned_by":"openai","shutdown_date":null},
                  {"id":"vendor/model:free","name":"Model","context_length":131072},
                  {"id":"served","max_model_len":4096,"owned_by":"vllm"},
                  {"id":"text-embedding-3-small"},
                  {"id":"gpt-image-2"}]}"""))).containsExactly(
                card("gpt-5.4", Optional.empty(), "openai", 1_790_000_000, OptionalLong.empty(), Ability.CHAT),
                card("vendor/model:free", Optional.of("Model"), "", 0, OptionalLong.of(131_072), Ability.CHAT),
                card("served", Optional.empty(), "vllm", 0, OptionalLong.of(4096), Ability.CHAT),
                card("text-embedding-3-small", Optional.empty(), "", 0, OptionalLong.empty(), Ability.EMBEDDING),
                card("gpt-image-2", Optional.empty(), "", 0, OptionalLong.empty(), Ability.OTHER));
    }

    private static ModelCard card(String id, Optional<String> title, String owner, long created, OptionalLong length,
            Ability ability) {
        return new ModelCard(id, title, owner, created, length, OptionalInt.empty(), Set.of(ability));
    }
}
