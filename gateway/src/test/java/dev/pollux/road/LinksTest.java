package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.AnyVendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;

/** The address of a picture on its way to vendors that fetch by themselves, and to those that do not. */
class LinksTest {
    /** Nobody may fetch from there: whoever gets the address alone need not. */
    private static final String PRIVATE = "https://10.0.0.1/a.png";
    private static final String QUESTION = """
            {"contents":[{"parts":[{"text":"What is this?"},
             {"fileData":{"fileUri":"%s","mimeType":"image/png"}}]}]}""".formatted(PRIVATE);

    @ParameterizedTest
    @CsvSource({"openai,openai", "openai,responses", "anthropic,anthropic"})
    void aVendorThatFetchesGetsTheAddress(String vendor, String dialect) {
        try (var any = new AnyVendor(vendor, dialect)) {
            RawAnswer answer = ask(any);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(any.sandbox().recorded().getLast().text()).contains(PRIVATE);
        }
    }

    @Test
    void aServiceOfWhichNothingIsKnownGetsNoAddress() {
        try (var any = new AnyVendor("openai")) {
            RawAnswer answer = ask(any);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(any.sandbox().recorded()).isEmpty();
        }
    }

    private static RawAnswer ask(AnyVendor any) {
        try (RawClient client = RawClient.connect(URI.create(any.address()).getPort())) {
            return client.post("/v1beta/models/sandbox-fast:generateContent", QUESTION).answer();
        }
    }
}
