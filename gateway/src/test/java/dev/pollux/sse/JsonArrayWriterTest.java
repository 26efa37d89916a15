package dev.pollux.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class JsonArrayWriterTest {
    private final JsonArrayWriter writer = new JsonArrayWriter();

    private String drained() {
        return new String(writer.drain(), StandardCharsets.UTF_8);
    }

    @Test
    void framesAreTheElementsOfOneArray() {
        writer.write(Frame.of("{\"a\":1}"));
        assertThat(drained()).isEqualTo("[{\"a\":1}");
        writer.write(Frame.of("{\"b\":2}"));
        writer.end();
        assertThat(drained()).isEqualTo(",\r\n{\"b\":2}]");
        assertThat(drained()).isEmpty();
    }

    @Test
    void noFramesAreAnEmptyArray() {
        writer.end();
        assertThat(drained()).isEqualTo("[]");
    }

    @Test
    void heartbeatsAreWhiteSpaceBetweenElements() {
        writer.raw(new byte[]{'\n'});
        writer.write(Frame.of("{}"));
        writer.raw(new byte[]{'\n'});
        writer.write(Frame.of("{}"));
        writer.end();
        assertThat(drained()).isEqualTo("\n[{}\n,\r\n{}]");
    }

    @Test
    void itIsJson() {
        assertThat(writer.contentType()).startsWith("application/json");
    }
}
