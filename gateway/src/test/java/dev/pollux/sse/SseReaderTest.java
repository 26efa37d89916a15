package dev.pollux.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class SseReaderTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
            "lf|data: a\\n\\ndata: b\\n\\n|a,b",
            "crlf|data: a\\r\\n\\r\\ndata: b\\r\\n\\r\\n|a,b",
            "cr|data: a\\r\\rdata: b\\r\\r|a,b",
            "mixed|data: a\\r\\n\\ndata: b\\n\\r\\n|a,b",
            "no space|data:a\\n\\n|a",
            "only one space is taken|data:  a\\n\\n| a",
            "several lines|data: a\\ndata: b\\n\\n|a\\nb",
            "empty data line|data\\n\\n|",
            "comment|: ping\\n\\n: x\\ndata: a\\n\\n|a",
            "other fields|id: 1\\nretry: 3\\nfoo: bar\\ndata: a\\n\\n|a",
            "a longer name is another field|dataset: a\\ndata: b\\n\\n|b",
            "byte order mark|\\uFEFFdata: a\\n\\n|a",
            "named|event: ping\\ndata: a\\n\\ndata: b\\n\\n|ping=a,b",
            "a name without data is nothing|event: ping\\n\\ndata: b\\n\\n|b",
            "no blank line at the end|data: a\\n\\ndata: b|a,b",
            "bare object|{\\n \"error\": 1\\n}\\n|!{\\n \"error\": 1\\n}",
            "bare after frames|data: a\\n\\n{\"error\":1}|a,!{\"error\":1}",
            "empty|\\n\\n\\n|-"})
    void readsWhatTheStandardSays(String name, String stream, String expected) {
        byte[] bytes = unescaped(stream).getBytes(UTF_8);
        List<String> frames = "-".equals(expected)
                ? List.of()
                : List.of(unescaped(expected == null ? "" : expected).split(",", -1));
        assertThat(read(bytes)).as(name).isEqualTo(frames);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(read(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)))
                    .as("%s, cut at %d", name, cut)
                    .isEqualTo(frames);
        }
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[]{bytes[i]};
        }
        assertThat(read(single)).as("%s, byte by byte", name).isEqualTo(frames);
    }

    @Test
    void aCharacterMayBeCutAnywhere() {
        byte[] bytes = "data: 世界 🌍 é\n\n".getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(read(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)))
                    .containsExactly("世界 🌍 é");
        }
    }

    @Test
    void aFrameOfTheLimitPassesAndALongerOneDoesNot() {
        var reader = new SseReader(64);
        var frames = new ArrayList<Frame>();
        reader.read(("data: " + "x".repeat(57) + "\n\n").getBytes(UTF_8), frames::add);
        assertThat(frames).hasSize(1);
        assertThatExceptionOfType(FrameTooLongException.class)
                .isThrownBy(() -> reader.read(("data: " + "x".repeat(65) + "\n\n").getBytes(UTF_8), frames::add));
    }

    @Test
    void aLineWithoutEndMeetsTheLimitToo() {
        var reader = new SseReader(64);
        assertThatExceptionOfType(FrameTooLongException.class).isThrownBy(() -> {
            for (int i = 0; i < 10; i++) {
                reader.read("xxxxxxxxxx".getBytes(UTF_8), _ -> {});
            }
        });
    }

    private static List<String> read(byte[]... chunks) {
        var frames = new ArrayList<String>();
        var reader = new SseReader(1 << 16);
        for (byte[] chunk : chunks) {
            reader.read(chunk, frame -> frames.add(shown(frame)));
        }
        reader.end(frame -> frames.add(shown(frame)));
        return frames;
    }

    private static String shown(Frame frame) {
        return (frame.event().isEmpty() ? "" : frame.event() + "=") + (frame.bare() ? "!" : "") + frame.text();
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\uFEFF", "\uFEFF");
    }
}
