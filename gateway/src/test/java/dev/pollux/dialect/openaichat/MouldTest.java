package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.sse.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class MouldTest {
    private static final String EVERYTHING = "a\"b\\c/\b\f\n\r\t\u0000\u001f\u007f\u0085é\u07ff\u0800\u2028\u2029\uffff😀\uD83D\uDE80 end";

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "\\", "\n\r\t\b\f", "\u0000\u0001\u001f", "\u007f\u0080\u0085", "äöü", "漢字",
            "\u2028\u2029", "😀", "a😀b", "</script>", "{\"a\":\"\\n\"}", EVERYTHING})
    void aChunkIsWhatTheTreeWouldBe(String text) {
        assertThat(Json.object(only(cast(text)).data()))
                .isEqualTo(Json.object().put("name", "é").put("text", text).put("n", 1));
    }

    @Test
    void textCutAnywhereComesTogetherAgain() {
        for (int cut = 0; cut <= EVERYTHING.length(); cut++) {
            assertThat(joined(cast(EVERYTHING.substring(0, cut), EVERYTHING.substring(cut)))).as("cut at %d", cut)
                    .isEqualTo(EVERYTHING);
        }
        assertThat(joined(cast(EVERYTHING.split("")))).isEqualTo(EVERYTHING);
    }

    @Test
    void halfACharacterWaitsForItsOtherHalf() {
        assertThat(cast("\uD83D")).hasSize(1);
        assertThat(joined(cast("a\uD83D", "", "\uDE80b"))).isEqualTo("a\uD83D\uDE80b");
    }

    @Test
    void halfACharacterThatStaysAloneIsReplaced() {
        assertThat(joined(cast("a\uD83D"))).isEqualTo("a\uFFFD");
        assertThat(joined(cast("a\uD83D", "b"))).isEqualTo("a\uFFFDb");
        assertThat(joined(cast("\uDE80b"))).isEqualTo("\uFFFDb");
        assertThat(joined(cast("\uD83D\uD83D\uDE80"))).isEqualTo("\uFFFD\uD83D\uDE80");
    }

    @Test
    void lineEndsOfUnicodeAreEscaped() {
        assertThat(only(cast("\u2028\u2029\u0085")).text()).contains("\"\\u2028\\u2029\\u0085\"");
    }

    private static List<Frame> cast(String... pieces) {
        var mould = new Mould("{\"name\":\"é\",\"text\":", ",\"n\":1}");
        var frames = new ArrayList<Frame>();
        for (String piece : pieces) {
            mould.cast(piece, frames::add);
        }
        mould.finish(frames::add);
        return frames;
    }

    private static Frame only(List<Frame> frames) {
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }

    private static String joined(List<Frame> frames) {
        var text = new StringBuilder();
        frames.forEach(frame -> text.append(Json.object(frame.data()).get("text").stringValue()));
        return text.toString();
    }
}
