package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ExtrasTest {

    @Test
    void anObjectThatIsThereIsCompletedAndKeepsItsOwnFields() {
        var extras = Extras.of("a", "", Json.object("{\"config\":{\"x\":1,\"y\":2},\"other\":3}"));
        var target = Json.object("{\"config\":{\"x\":9}}");
        extras.writeTo(target, "a", new Losses());
        assertThat(target).isEqualTo(Json.object("{\"config\":{\"x\":9,\"y\":2},\"other\":3}"));
    }

    @Test
    void foreignFieldsAreLossesAndForeignNotesAreNot() {
        var extras = Extras.of("a", "messages[3]", Json.object("{\"x\":1}"))
                .withNote("a", "form", JsonNodeFactory.instance.stringNode("list"));
        var target = Json.object();
        var losses = new Losses();
        extras.writeTo(target, "b", losses);
        assertThat(target).isEmpty();
        assertThat(losses.names()).containsExactly("messages[].x");
        assertThat(extras.note("b", "form")).isEmpty();
        assertThat(extras.note("a", "form")).isPresent();
    }

    @Test
    void notesAreNotWrittenByTheirOwnDialectEither() {
        var extras = Extras.NONE.withNote("a", "form", JsonNodeFactory.instance.stringNode("list"));
        var target = Json.object();
        extras.writeTo(target, "a", new Losses());
        assertThat(target).isEmpty();
        assertThat(extras.isEmpty()).isTrue();
    }
}
