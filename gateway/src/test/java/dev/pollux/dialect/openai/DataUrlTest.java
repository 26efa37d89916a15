package dev.pollux.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class DataUrlTest {

    @Test
    void aDataUrlIsReadWithoutItsCharacterSet() {
        assertThat(DataUrl.read("data:image/svg+xml;charset=utf-8;base64,AAAA"))
                .contains(new DataUrl(Optional.of("image/svg+xml"), "AAAA"));
        assertThat(DataUrl.read("data:audio/L16;rate=24000;base64,AAAA"))
                .contains(new DataUrl(Optional.of("audio/L16;rate=24000"), "AAAA"));
        assertThat(DataUrl.read("data:text/plain,AAAA")).isEmpty();
    }
}
