package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.ModelLists;
import dev.pollux.json.Json;
import dev.pollux.model.ModelCard;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

class ListsTest {
    private static final ModelCard OPUS = new ModelCard("claude-opus-5-5", Optional.of("Claude Opus 5.5"), "anthropic",
            1_790_035_200, OptionalLong.of(1_000_000), OptionalInt.of(128_000), Set.of(ModelCard.Ability.CHAT));
    private final ModelLists lists = new Anthropic(() -> "1").models();

    @Test
    void aListIsOnePageInAnthropicsShape() {
        ModelCard other = new ModelCard("kimi-k3", Optional.empty(), "moonshot", 0, OptionalLong.empty(),
                OptionalInt.empty(), Set.of(ModelCard.Ability.CHAT));
        assertThat(Json.tree(Json.text(lists.write(List.of(OPUS, other))))).isEqualTo(Json.object("""
                {"data":[{"type":"model","id":"claude-opus-5-5","display_name":"Claude Opus 5.5",
                  "created_at":"2026-09-22T00:00:00Z","lifecycle":"active","max_input_tokens":1000000,
                  "max_tokens":128000},
                 {"type":"model","id":"kimi-k3","display_name":"kimi-k3","created_at":"1970-01-01T00:00:00Z",
                  "lifecycle":"active"}],
                 "has_more":false,"first_id":"claude-opus-5-5","last_id":"kimi-k3"}"""));
        assertThat(Json.text(lists.write(List.of())))
                .isEqualTo("{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}");
    }

    @Test
    void aListThatIsWrittenAndReadAgainIsTheSame() {
        assertThat(lists.read(lists.write(List.of(OPUS)))).containsExactly(OPUS);
    }

    @Test
    void aVendorMayLeaveOutAllButTheId() {
        assertThat(lists.read(Json.object("{\"data\":[{\"id\":\"m\",\"created_at\":\"soon\"}]}"))).singleElement()
                .satisfies(card -> assertThat(card.created()).isZero());
    }
}
