package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.CreateCachedContentConfig;
import com.google.genai.types.File;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.UploadFileConfig;
import dev.pollux.config.Keys;
import dev.pollux.sandbox.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Google's own client for Java, changed in nothing but its address and key: files and caches behind three keys. */
@SuppressWarnings("NullAway.Init")
class GenAiFilesTest {
    private static final String TOKEN = "token-of-the-group";
    private static final byte[] TEXT = "What a file says.".getBytes(StandardCharsets.UTF_8);
    private static final UploadFileConfig PLAIN = UploadFileConfig.builder().mimeType("text/plain")
            .displayName("a note").build();

    private Running running;
    private Client client;

    @BeforeEach
    void start() {
        running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN),
                Running.with(Keys.GEMINI_API_KEY, "key-one,key-two,key-three"));
        client = Client.builder().apiKey(TOKEN).vertexAI(false)
                .httpOptions(HttpOptions.builder().baseUrl(running.base()).build()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        running.close();
    }

    @Test
    void aFileIsUploadedUsedFoundAndDeleted() {
        File file = client.files.upload(TEXT, PLAIN);
        assertThat(file.sizeBytes()).contains((long) TEXT.length);
        assertThat(file.displayName()).contains("a note");
        String name = file.name().orElseThrow();
        for (int i = 0; i < 6; i++) {
            assertThat(client.files.get(name, null).uri()).isEqualTo(file.uri());
            assertThat(client.models.generateContent("gemini-2.5-flash", Content.fromParts(Part.fromText("Read it"),
                    Part.fromUri(file.uri().orElseThrow(), "text/plain")), null).text())
                    .startsWith("You said: Read it");
        }
        assertThat(Stream.generate(() -> running.send("GET", "/v1beta/files", "x-goog-api-key: " + TOKEN).body())
                .limit(3)).as("each list is that of one key").filteredOn(list -> list.contains(name)).hasSize(1);
        client.files.delete(name, null);
        assertThatThrownBy(() -> client.files.get(name, null)).isInstanceOf(ClientException.class)
                .hasMessageContaining("403");
    }

    @Test
    void aFileOfManyPiecesArrivesWhole() {
        byte[] large = new byte[20 << 20];
        File file = client.files.upload(large, PLAIN);
        assertThat(file.sizeBytes()).contains((long) large.length);
    }

    @Test
    void aCacheStaysWithItsKey() {
        String name = client.caches.create("gemini-2.5-flash", CreateCachedContentConfig.builder()
                .contents(Content.fromParts(Part.fromText("A long beginning"))).build()).name().orElseThrow();
        var config = GenerateContentConfig.builder().cachedContent(name).build();
        for (int i = 0; i < 6; i++) {
            assertThat(client.models.generateContent("gemini-2.5-flash", "Go on", config).text())
                    .isEqualTo("You said: Go on");
            assertThat(client.caches.get(name, null).name()).contains(name);
        }
        client.caches.delete(name, null);
    }

    @Test
    void whatNobodyRemembersIsFoundByTryingTheKeys() {
        File file = client.files.upload(TEXT, PLAIN);
        String name = file.name().orElseThrow();
        try (Running other = Running.before(running.vendor(), Running.with(Keys.ACCESS_TOKEN, TOKEN),
                Running.with(Keys.GEMINI_API_KEY, "key-three,key-two,key-one"))) {
            RawAnswer found = other.send("GET", "/v1beta/" + name, "x-goog-api-key: " + TOKEN);
            assertThat(found.json().path("name").asString("")).isEqualTo(name);
            running.forget();
            for (int i = 0; i < 3; i++) {
                other.send("GET", "/v1beta/" + name, "x-goog-api-key: " + TOKEN);
            }
            assertThat(running.recorded()).as("each found at once").hasSize(3);
            assertThat(sawOneKey()).isTrue();
        }
    }

    @Test
    void theVendorSeesOneKeyOfOursAndNeverTheToken() {
        client.files.upload(TEXT, PLAIN);
        running.send("GET", "/v1beta/files?pageSize=3&key=" + TOKEN, "cookie: a=" + TOKEN, "origin: https://a.example",
                "x-goog-api-client: test");
        assertThat(running.recorded()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headers().get("x-goog-api-key")).startsWith("key-").doesNotContain(",");
            assertThat(request.headers()).doesNotContainKeys("authorization", "cookie", "origin");
            assertThat(request.uri() + request.headers()).doesNotContain(TOKEN);
        });
        assertThat(running.recorded().getLast().uri()).isEqualTo("/v1beta/files?pageSize=3");
        assertThat(running.recorded().getLast().headers()).containsEntry("x-goog-api-client", "test");
    }

    private boolean sawOneKey() {
        Set<String> keys = running.recorded().stream().map(Recorded::headers)
                .map(headers -> headers.get("x-goog-api-key")).collect(Collectors.toSet());
        return keys.size() == 1;
    }
}
