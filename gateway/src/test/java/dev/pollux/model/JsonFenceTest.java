package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

class JsonFenceTest {
    private static final String[] PIECES = {"```", "`", "json", "JSON", "js", "\n", "\r\n", " ", "{", "}", "{}", "[1]",
            "```json\n", "\n```", "\"a\"", "Text", "\t", "{\"a\":\"```\"}"};

    @ParameterizedTest
    @ValueSource(strings = {"```json\n{\"a\":1}\n```", "```\n{\"a\":1}\n```\n", " \n```JSON \r\n{\"a\":1}\r\n```  \n\n",
            "```json\n{\"a\":1}```"})
    void jsonInAFenceIsTakenOut(String text) {
        assertThat(whole(text)).isEqualTo("{\"a\":1}");
        assertThat(streamed(text, 1)).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "Here:\n```json\n{}\n```", "```python\n{}\n```", "```json {}```", "``", "```",
            "```json", "```json\n", "```json\nI cannot.\n```", "", "`{}`", "````json\n{}\n````"})
    void anythingElsePassesUntouched(String text) {
        assertThat(whole(text)).isEqualTo(text);
        assertThat(streamed(text, 1)).isEqualTo(text);
    }

    @Test
    void aWholeAnswerThatGoesOnBehindTheFenceIsUntouched() {
        String text = "```json\n{}\n```\nI hope that helps.";
        assertThat(whole(text)).isEqualTo(text);
        assertThat(streamed(text, 3)).isEqualTo("{}\n```\nI hope that helps.");
    }

    @Test
    void ticksInsideOfTheJsonStay() {
        assertThat(streamed("```json\n{\"code\":\"```\\n```\"}\n```", 2)).isEqualTo("{\"code\":\"```\\n```\"}");
    }

    @Test
    void cutAnywhereTheResultIsTheSame() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String uncut = streamed(text.toString(), text.length() + 1);
            assertThat(streamed(text.toString(), 1)).as("%s", text).isEqualTo(uncut);
            assertThat(streamed(text.toString(), 2 + random.nextInt(5))).as("%s", text).isEqualTo(uncut);
            String whole = whole(text.toString());
            assertThat(whole).as("%s", text).isIn(uncut, text.toString());
        }
    }

    @Test
    void nothingIsHeldThatCanBeNoFence() {
        var told = new ArrayList<Event>();
        var fence = JsonFence.before(told::add);
        fence.accept(new Event.Open(0, 0, new Block.Text("")));
        fence.accept(new Event.Delta(0, 0, "{\"a"));
        assertThat(told).last().isEqualTo(new Event.Delta(0, 0, "{\"a"));
    }

    @Test
    void aStreamThatBreaksOffGivesWhatWasHeld() {
        var told = new ArrayList<Event>();
        var fence = JsonFence.before(told::add);
        fence.accept(new Event.Open(0, 0, new Block.Text("")));
        fence.accept(new Event.Delta(0, 0, "```js"));
        fence.accept(new Event.Failed(Failure.of(Failure.Kind.UPSTREAM_CUT, "cut")));
        assertThat(told.get(1)).isEqualTo(new Event.Delta(0, 0, "```js"));
    }

    @Test
    void placesOfSourcesMoveWithTheText() {
        var citation = new Citation(Optional.of("u"), Optional.empty(), OptionalInt.of(10), OptionalInt.of(12),
                Extras.NONE);
        Block.Text text = (Block.Text) JsonFence
                .off(response(new Block.Text("```json\n{\"a\":1}\n```", false, List.of(citation), Marks.NONE)))
                .candidates().getFirst().blocks().getFirst();
        assertThat(text.citations().getFirst().start()).hasValue(2);
    }

    private static String whole(String text) {
        return text(JsonFence.off(response(new Block.Text(text))));
    }

    private static String streamed(String text, int length) {
        var fold = new Fold();
        var fence = JsonFence.before(fold);
        fence.accept(new Event.Open(0, 0, new Block.Text("")));
        for (int i = 0; i < text.length(); i += length) {
            fence.accept(new Event.Delta(0, 0, text.substring(i, Math.min(i + length, text.length()))));
        }
        fence.accept(new Event.Close(0, 0, Marks.NONE));
        fence.accept(new Event.End());
        return text(fold.response());
    }

    private static String text(Response response) {
        return ((Block.Text) response.candidates().getFirst().blocks().getFirst()).text();
    }

    private static Response response(Block block) {
        return new Response("", "", List.of(new Response.Candidate(0, List.of(block),
                new StopReason(StopReason.Kind.DONE, ""), List.of())), Usage.UNKNOWN, List.of());
    }
}
