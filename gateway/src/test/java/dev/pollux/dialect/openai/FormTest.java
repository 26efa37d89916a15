package dev.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class FormTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            form-data; name="file"; filename="a b.wav"                              | a b.wav
            form-data; name=file; filename=a.wav; filename*=utf-8''a.wav            | a.wav
            form-data; filename="a.wav"; name="file"                                | a.wav
            form-data; name="file[]"; filename="a.wav"                              | a.wav
            """)
    void namesStandInQuotesOrWithoutInAnyOrder(String disposition, String name) {
        String body = "--B\r\nContent-Disposition: " + disposition + "\r\nContent-Type: audio/wav; x=y\r\n\r\nRIFF\r\n"
                + "--B\r\ncontent-disposition: form-data; name=model\r\n\r\nm\r\n--B--";
        Form form = Form.read("multipart/form-data; boundary=B", body.getBytes(StandardCharsets.UTF_8), _ -> {});
        assertThat(form.files()).singleElement().satisfies(file -> {
            assertThat(file.field()).isEqualTo("file");
            assertThat(file.name()).isEqualTo(name);
            assertThat(file.type()).contains("audio/wav");
            assertThat(file.bytes()).asString().isEqualTo("RIFF");
        });
        assertThat(form.fields().path("model").asString("")).isEqualTo("m");
    }
}
