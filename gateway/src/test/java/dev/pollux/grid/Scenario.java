package dev.pollux.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.grid.Client.Complaint;
import dev.pollux.grid.Client.Result;
import dev.pollux.grid.Client.Talk;
import dev.pollux.grid.Question.Wish;
import dev.pollux.grid.Said.Call;
import dev.pollux.json.Json;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What every program does with every vendor: the rows of the grid. */
enum Scenario {
    TEXT("text") {
        @Override
        void play(Stage stage) {
            Said said = stage.ask("Grüße, 世界! 👋");
            assertThat(said.text()).isEqualTo("You said: Grüße, 世界! 👋");
            assertThat(said.calls()).isEmpty();
            assertThat(said.tokens()).isPositive();
        }
    },

    /** Both calls are answered, the second first: only the ids say which is which. */
    TOOLS("two calls at once and their results") {
        @Override
        void play(Stage stage) {
            Talk talk = stage.begin("Ask the weather and the clock: two calls.", Wish.TOOLS);
            List<Call> calls = talk.ask(stage.streamed()).calls().stream()
                    .sorted(Comparator.comparing(Call::name)).toList();
            assertThat(calls).extracting(Call::name).containsExactly("clock", "weather");
            assertThat(calls).extracting(Call::id).doesNotHaveDuplicates().doesNotContain("");
            assertThat(calls.get(0).arguments()).isEqualTo(Json.tree("{\"zone\":\"sample\"}"));
            assertThat(calls.get(1).arguments()).isEqualTo(Json.tree("{\"city\":\"Oslo\",\"days\":1}"));
            talk.give(List.of(new Result(calls.get(0), "{\"time\":\"noon\"}"),
                    new Result(calls.get(1), "{\"degrees\":21}")));
            assertThat(talk.ask(stage.streamed()).text()).contains("clock: {\"time\":\"noon\"}",
                    "weather: {\"degrees\":21}");
            List<String> ids = stage.callIdsSent();
            assertThat(ids).hasSize(4);
            assertThat(new HashSet<>(ids)).hasSize(2);
        }
    },

    /** A second turn follows, with all that the program has kept of the first. */
    REASONING("reasoning") {
        @Override
        void play(Stage stage) {
            Talk talk = stage.begin("Think.", Wish.REASONING);
            Said first = talk.ask(stage.streamed());
            assertThat(first.text()).isEqualTo("You said: Think.");
            if (isShown(stage.library(), stage.behind())) {
                assertThat(first.reasoning()).contains("Reading the question", "An echo with what was seen");
            } else {
                assertThat(first.reasoning()).isEmpty();
            }
            talk.say("Again.");
            assertThat(talk.ask(stage.streamed()).text()).isEqualTo("You said: Again.");
            assertThat(stage.sent().contains(stage.behind().seal()))
                    .isEqualTo(shortfall(stage.library(), stage.behind()).isEmpty());
        }

        // the Responses API shows a summary to those alone who ask for it, and chat has no word for that
        private static boolean isShown(Library library, Behind behind) {
            return library != Library.OPENAI || behind != Behind.RESPONSES;
        }

        @Override
        Optional<String> shortfall(Library library, Behind behind) {
            if (!isShown(library, behind)) {
                return Optional.of("the reasoning is not shown: chat has no word to ask for a summary");
            }
            if (library == Library.OPENAI) {
                return Optional.of("the seal does not come back: the library keeps no reasoning");
            }
            return behind == Behind.GEMINI && library != Library.GEMINI
                    ? Optional.of("the seal does not come back: Gemini's is on the text, which has none there")
                    : Optional.empty();
        }
    },

    STRUCTURE("an answer by a JSON schema") {
        @Override
        void play(Stage stage) {
            Said said = stage.ask("Who is it?", Wish.STRUCTURE);
            assertThat(Json.tree(said.text()))
                    .isEqualTo(Json.tree("{\"name\":\"sample\",\"age\":1,\"tags\":[\"sample\"]}"));
        }
    },

    PICTURE("a picture in the question") {
        @Override
        void play(Stage stage) {
            Said said = stage.ask("What is it?", Wish.PICTURE);
            assertThat(said.text()).startsWith("You said: What is it?").contains("1 picture(s), 0 audio clip(s)");
            assertThat(stage.sent()).contains(Question.PICTURE);
        }
    },

    ERROR("a refusal") {
        @Override
        void play(Stage stage) {
            Talk talk = stage.beginWith("sandbox-404", "Is there anybody?");
            Complaint complaint = stage.client().complaint(catchThrowable(() -> talk.ask(stage.streamed())));
            assertThat(complaint.status()).isEqualTo(404);
            assertThat(complaint.type()).isEqualTo(stage.library().notFound());
            assertThat(complaint.message()).contains("sandbox-404");
        }
    },

    /** Neither a broken connection nor a proper end of HTTP in the midst of an answer is an answer. */
    CUT("an answer cut off") {
        @Override
        void play(Stage stage) {
            for (String model : List.of("sandbox-cut", "sandbox-cut-clean")) {
                Talk talk = stage.beginWith(model, "Tell me a long story about nothing at all, please.");
                assertThat(catchThrowable(() -> talk.ask(stage.streamed()))).as(model).isNotNull()
                        .isNotInstanceOf(AssertionError.class);
                assertThat(talk.heard().isEmpty()).as(model).isEqualTo(!stage.streamed());
            }
        }
    };

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    /** Does it, and looks at what came of it on both sides. */
    abstract void play(Stage stage);

    /** What a pair cannot carry; that it does not is shown too. */
    Optional<String> shortfall(Library library, Behind behind) {
        return Optional.empty();
    }

    /** Whether the vendor gives an answer. */
    boolean isAnswered() {
        return this != ERROR && this != CUT;
    }

    String title() {
        return title;
    }
}
