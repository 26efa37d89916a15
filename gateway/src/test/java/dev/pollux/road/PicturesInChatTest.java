package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures that a model makes in a chat, as clients of each dialect get them. */
class PicturesInChatTest {
    private static final String MODEL = "gemini-2.5-flash-image";
    private static final Pattern LINK = Pattern
            .compile(
                    "(?s)You .+\n\n!\\[image]\\((http://127\\.0\\.0\\.1(?::\\d+)?/images/[A-Za-z0-9_-]{22}\\.png)\\)\n\n.+cat");
    private static final Pattern DATA_URL = Pattern
            .compile("(?s)You .+\n\n!\\[image]\\(data:image/png;base64,([A-Za-z0-9+/=]+)\\)\n\n.+cat");
    private static final String CHAT = "{\"model\":\"M\",\"messages\":[{\"role\":\"user\",\"content\":\"Draw a cat\"}]%s}";
    private static final String STREAM = ",\"stream\":true";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;
    private static Running running;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.MEDIA_DIRECTORY, folder.toString()));
        client = OpenAIOkHttpClient.builder().apiKey("any").maxRetries(0).responseValidation(true)
                .baseUrl(running.base() + "/v1").build();
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {MODEL, "gemini-3.1-flash-image", "gemini-2.0-flash-exp",
            "gemini-2.0-flash-exp-image-generation", "imagen-4.0-generate-001", "imagen-3.0-generate-002"})
    void openAiGetsALinkBetweenTheTexts(String model) throws Exception {
        String said = client.chat().completions()
                .create(ChatCompletionCreateParams.builder().model(model).addUserMessage("Draw a cat").build())
                .validate().choices().getFirst().message().content().orElse("");
        assertThat(picture(link(said))).isEqualTo(png());
        JsonNode config = Json.tree(running.recorded().getLast().body()).path("generationConfig");
        assertThat(config.path("responseModalities").toString()).isEqualTo("[\"TEXT\",\"IMAGE\"]");
    }

    @Test
    void aStreamHasTheLinkAtItsPlaceToo() throws Exception {
        var accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(
                ChatCompletionCreateParams.builder().model(MODEL).addUserMessage("Draw a cat").build())) {
            stream.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
        }
        String said = accumulator.chatCompletion().choices().getFirst().message().content().orElse("");
        assertThat(picture(link(said))).isEqualTo(png());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void anthropicGetsALinkInItsTexts(String more) throws Exception {
        RawAnswer answer = running.post("/v1/messages",
                CHAT.formatted(",\"max_tokens\":999" + more).replace("\"M\"", '"' + MODEL + '"'));
        var said = new StringBuilder();
        if (more.isEmpty()) {
            answer.json().path("content").forEach(block -> said.append(block.path("text").asString("")));
        } else {
            answer.body().lines().filter(line -> line.startsWith("data: "))
                    .forEach(line -> said.append(Json.tree(line.substring(6)).at("/delta/text").asString("")));
        }
        assertThat(picture(link(said.toString()))).isEqualTo(png());
    }

    @Test
    void responsesAndGeminiHaveAPartForIt() {
        JsonNode output = running.post("/v1/responses", "{\"model\":\"" + MODEL + "\",\"input\":\"Draw a cat\"}").json()
                .path("output");
        assertThat(output).extracting(item -> item.path("type").asString("")).containsExactly("message",
                "image_generation_call", "message");
        assertThat(Base64.getDecoder().decode(output.at("/1/result").asString(""))).isEqualTo(png());
        JsonNode parts = running.post("/v1beta/models/" + MODEL + ":generateContent",
                "{\"contents\":[{\"parts\":[{\"text\":\"Draw a cat\"}]}]}").json().at("/candidates/0/content/parts");
        assertThat(parts.at("/1/inlineData/mimeType").asString("")).isEqualTo("image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void aDataUrlHoldsThePictureItself(String more) {
        try (Running other = Running.start(Running.with(Keys.MEDIA_CHAT, "data-url"))) {
            Matcher picture = DATA_URL.matcher(said(other, more));
            assertThat(picture.matches()).isTrue();
            assertThat(Base64.getDecoder().decode(picture.group(1))).isEqualTo(png());
        }
    }

    @Test
    void nativePicturesHaveAFieldOfTheirOwn() {
        try (Running other = Running.start(Running.with(Keys.MEDIA_CHAT, "native"))) {
            JsonNode message = other.chat(CHAT.formatted("").replace("\"M\"", '"' + MODEL + '"')).json()
                    .at("/choices/0/message");
            assertThat(message.path("content").asString("")).startsWith("You").doesNotContain("![");
            assertThat(message.at("/images/0/image_url/url").asString("")).startsWith("data:image/png;base64,");
        }
    }

    @Test
    void aStoreThatFailsLosesNoPicture() throws IOException {
        Path file = Files.createFile(folder.resolve("no-folder"));
        try (Running other = Running.start(Running.with(Keys.MEDIA_DIRECTORY, file.toString()))) {
            assertThat(said(other, "")).matches(DATA_URL);
        }
    }

    @Test
    void theServersOwnAddressIsThatOfTheSettingsOrOfTheProxyInFront() {
        String body = CHAT.formatted("").replace("\"M\"", '"' + MODEL + '"');
        assertThat(running.chat(body, "x-forwarded-proto: https").said()).contains("](https://127.0.0.1/images/");
        try (Running other = Running.start(Running.with(Keys.MEDIA_DIRECTORY, folder.toString()),
                Running.with(Keys.SERVER_PUBLIC_URL, "https://pictures.example/pollux/"))) {
            assertThat(other.chat(body).said()).contains("](https://pictures.example/pollux/images/");
        }
    }

    @Test
    void picturesAreServedToBeKept() throws Exception {
        String link = link(said(running, ""));
        HttpResponse<byte[]> whole = get(link);
        assertThat(whole.headers().firstValue("content-type")).contains("image/png");
        assertThat(whole.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(whole.headers().firstValue("x-content-type-options")).contains("nosniff");
        String version = whole.headers().firstValue("etag").orElseThrow();
        HttpResponse<byte[]> same = get(link, "if-none-match", version);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        HttpResponse<byte[]> piece = get(link, "range", "bytes=1-3");
        assertThat(piece.statusCode()).isEqualTo(206);
        assertThat(piece.body()).isEqualTo("PNG".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(get(link, "range", "bytes=1-3", "if-range", version).statusCode()).isEqualTo(206);
        assertThat(get(link, "range", "bytes=1-3", "if-range", "\"another\"").body()).isEqualTo(whole.body());
        assertThat(get(link, "range", "bytes=-4").body()).hasSize(4);
        assertThat(get(link, "range", "bytes=999999-").statusCode()).isEqualTo(416);
        HttpResponse<byte[]> head = HTTP.send(
                HttpRequest.newBuilder(here(link)).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofByteArray());
        assertThat(head.headers().firstValue("content-length")).contains(Integer.toString(png().length));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/images/AAAAAAAAAAAAAAAAAAAAAA.png,404", "/images/..%2Fpom.xml,400", "/images/../pom.xml,400",
            "/images/%2e%2e/pom.xml,400", "/images/pom.xml,404", "/images/AAAAAAAAAAAAAAAAAAAAAA.png.seal,404",
            "/images/,404"})
    void nothingElseIsServed(String path, int status) {
        assertThat(running.send("GET", path).status()).isEqualTo(status);
    }

    @Test
    void namesCannotBeGuessedAndNeverComeTwice() {
        assertThat(link(said(running, ""))).isNotEqualTo(link(said(running, "")));
    }

    private static String said(Running gateway, String more) {
        RawAnswer answer = gateway.chat(CHAT.formatted(more).replace("\"M\"", '"' + MODEL + '"'));
        if (more.isEmpty()) {
            return answer.said();
        }
        var said = new StringBuilder();
        answer.body().lines().filter(line -> line.startsWith("data: {"))
                .forEach(line -> said.append(Json.tree(line.substring(6)).at("/choices/0/delta/content").asString("")));
        return said.toString();
    }

    private static String link(String said) {
        Matcher link = LINK.matcher(said);
        assertThat(link.matches()).as(said).isTrue();
        return link.group(1);
    }

    private static byte[] picture(String link) throws Exception {
        HttpResponse<byte[]> answer = get(link);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The raw client leaves the port out of its Host, and so does the link. */
    private static URI here(String link) {
        return URI.create(running.base() + URI.create(link).getPath());
    }

    private static HttpResponse<byte[]> get(String link, String... header) throws Exception {
        var request = HttpRequest.newBuilder(here(link));
        if (header.length > 0) {
            request.headers(header);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static byte[] png() {
        return Base64.getDecoder().decode(dev.pollux.sandbox.reply.Picture.png(0));
    }
}
