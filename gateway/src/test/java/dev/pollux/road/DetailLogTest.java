package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import dev.pollux.secret.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said in an exchange stands in the detailed log, all four stages of it, and nothing of it opens a door. */
class DetailLogTest {
    private static final String TOKEN = Canaries.secret("token-in/the+detailed=log");
    private static final String KEY = Canaries.secret("key-in/the+detailed=log");
    private static final String BEARER = "authorization: Bearer " + TOKEN;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void allFourStagesAreThereWithTheIdOfTheAnswer(Asking asking) throws IOException {
        String id;
        try (Running running = start()) {
            id = asking.ask(running, "gemini-2.5-flash", BEARER).header("x-request-id").orElseThrow();
        }
        List<JsonNode> entries = entries();
        assertThat(entries).hasSize(4).allMatch(entry -> text(entry, "id").equals(id))
                .allMatch(entry -> text(entry, "end").equals("complete"));
        assertThat(stages(entries)).containsExactly("1_CLIENT_REQUEST", "2_UPSTREAM_REQUEST", "3_UPSTREAM_RESPONSE",
                "4_CLIENT_RESPONSE");
        assertThat(text(entries.get(0), "line")).isEqualTo("POST " + asking.path("gemini-2.5-flash"));
        assertThat(text(entries.get(0), "body")).isEqualTo(asking.body("gemini-2.5-flash"));
        assertThat(entries.get(0).path("headers").path("authorization").asString("")).isEqualTo("***");
        assertThat(text(entries.get(1), "line")).contains("/models/gemini-2.5-flash:generateContent");
        assertThat(entries.get(1).path("headers").path("x-goog-api-key").asString("")).isEqualTo("***");
        assertThat(text(entries.get(1), "body")).contains("\"text\":\"Hi\"");
        assertThat(text(entries.get(2), "body")).contains("You said: Hi");
        assertThat(entries.get(2).path("call").asInt()).isEqualTo(1);
        assertThat(text(entries.get(3), "line")).startsWith("200");
        assertThat(text(entries.get(3), "body")).contains("You said: Hi");
    }

    @Test
    void aStreamIsThereToItsEndOnBothSides() throws IOException {
        RawAnswer answer;
        try (Running running = start()) {
            answer = running.chat(question("gemini-2.5-flash", "Hi"), BEARER);
        }
        List<JsonNode> entries = entries();
        assertThat(entries).hasSize(4);
        assertThat(text(entries.get(2), "body")).startsWith("data: ").contains("\"finishReason\"");
        assertThat(text(entries.get(3), "body")).isEqualTo(answer.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void eachCallOfAnExchangeHasItsOwnTwoStages() throws IOException {
        try (Running running = Running.start(detailed(with(Keys.GEMINI_API_KEY, "bad-key,good-key")))) {
            assertThat(running.chat(question("gemini-2.5-flash", "Hi")).status()).isEqualTo(200);
        }
        List<JsonNode> calls = entries().stream().filter(entry -> entry.has("call")).toList();
        assertThat(calls.stream().map(entry -> entry.path("call").asInt() + text(entry, "stage").substring(0, 1)))
                .containsExactly("12", "13", "22", "23");
        assertThat(text(calls.get(1), "line")).startsWith("400");
        assertThat(text(calls.get(3), "line")).startsWith("200");
    }

    @Test
    void aServiceThatIsNotThereGivesNoAnswer() throws IOException {
        try (Running running = Running.before(URI.create("http://127.0.0.1:1"), detailed())) {
            assertThat(running.chat(question("gemini-2.5-flash", "Hi")).status()).isEqualTo(502);
        }
        assertThat(entries()).anySatisfy(entry -> {
            assertThat(text(entry, "stage")).isEqualTo("3_UPSTREAM_RESPONSE");
            assertThat(text(entry, "line")).isEqualTo("no answer");
            assertThat(text(entry, "end")).contains("refused the connection");
        }).last().satisfies(entry -> assertThat(text(entry, "line")).startsWith("502"));
    }

    @Test
    void aClientThatLeavesEndsItsStagesAndThoseOfTheService() throws IOException, InterruptedException {
        try (LogLines log = LogLines.at("info"); Running running = start(); RawClient client = running.client()) {
            client.post("/v1/chat/completions", question("sandbox-stall", "Hi"), BEARER).firstChunk();
            client.reset();
            log.await(line -> line.contains("client_gone"));
        }
        assertThat(entries()).extracting(entry -> text(entry, "stage").charAt(0) + " " + text(entry, "end"))
                .containsExactlyInAnyOrder("1 complete", "2 complete", "3 broken off by the gateway",
                        "4 the client has left");
    }

    @Test
    void filesInBase64AreLeftOutAndTheRestIsNot() throws IOException {
        String picture = "iVBORw0KGgo" + "A".repeat(200_000);
        try (Running running = start()) {
            running.chat("""
                    {"model":"gemini-2.5-flash","messages":[{"role":"user","content":[{"type":"image_url","image_url":\
                    {"url":"data:image/png;base64,%s"}},{"type":"text","text":"What is this?"}]}]}"""
                    .formatted(picture), BEARER);
        }
        for (JsonNode entry : entries().subList(0, 2)) {
            assertThat(text(entry, "body")).contains("image/png", " characters]", "What is this?")
                    .doesNotContain("iVBORw0KGgo").hasSizeLessThan(1_000);
            assertThat(entry.path("bytes").asInt()).isGreaterThan(200_000);
        }
    }

    @Test
    void ofEachBodyOnlySoMuchIsKeptAndNoHalfOfASecret() throws IOException {
        String half = KEY.substring(0, KEY.length() / 2); // as much of it as comes before the end
        try (Running running = start(with(Keys.LOG_DETAIL_LIMIT, "1KiB"))) {
            String[] question = Asking.OPENAI.body("sandbox-403").split("Hi", 2);
            String words = "word ".repeat(300).substring(0, 1024 - question[0].length() - half.length());
            // of a model that does not say it again
            running.chat(question[0] + words + KEY + " word".repeat(100_000) + question[1], BEARER);
        }
        JsonNode asked = entries().getFirst();
        assertThat(text(asked, "body")).hasSize(1024).contains("***").doesNotContain(KEY.substring(0, 8));
        assertThat(asked.path("bytes").asInt()).isGreaterThan(500_000);
    }

    @Test
    void aTokenThatTheSettingsKnowByItsHashAloneIsMaskedWhereverItIsSaidAgain() throws IOException {
        String hashed = Canaries.secret("token-known-by-hash-0123456789");
        try (Running running = start(with(Keys.ACCESS_TOKEN, Digest.of(hashed).text()))) {
            assertThat(running.post("/v1/chat/completions?key=" + hashed, question("gemini-2.5-flash",
                    "My token is " + hashed), "x-note: " + hashed).status()).isEqualTo(200);
        }
        assertThat(Files.readString(file())).contains("My token is ***").contains("?key=***").doesNotContain(hashed);
    }

    @Test
    void whatPassesAsItIsStandsThereToo() throws IOException {
        try (Running running = start()) {
            RawAnswer begun = running.post("/upload/v1beta/files", "{}", BEARER, "x-goog-upload-protocol: resumable",
                    "x-goog-upload-command: start", "x-goog-upload-header-content-type: text/plain");
            String address = begun.header("x-goog-upload-url").orElseThrow();
            running.post(address.substring("http://127.0.0.1".length()), "What a file says.",
                    "content-type: text/plain", "x-goog-upload-command: upload, finalize", "x-goog-upload-offset: 0");
        }
        assertThat(entries()).hasSize(8).filteredOn(entry -> text(entry, "body").equals("What a file says."))
                .extracting(entry -> text(entry, "stage")).containsExactlyInAnyOrder("1_CLIENT_REQUEST",
                        "2_UPSTREAM_REQUEST");
        assertThat(Files.readString(file())).as("who knows its name may go on with an upload")
                .doesNotContainPattern("upload_id=[^*]");
    }

    @Test
    void whatIsRefusedAtTheDoorIsThereWithItsAnswer() throws IOException {
        try (Running running = start()) {
            running.chat("{", "authorization: Bearer wrong-token-of-a-stranger");
        }
        assertThat(stages(entries())).containsExactly("1_CLIENT_REQUEST", "4_CLIENT_RESPONSE");
        assertThat(Files.readString(file())).contains("401").doesNotContain("wrong-token-of-a-stranger");
    }

    @Test
    void withoutTheWordThereIsNoFile() {
        try (Running running = Running.start(with(Keys.LOG_DETAIL_FILE, file().toString()))) {
            assertThat(running.chat(question("gemini-2.5-flash", "Hi")).status()).isEqualTo(200);
        }
        assertThat(file()).doesNotExist();
    }

    private Running start(Running.Setting... settings) {
        return Running.start(detailed(Stream.concat(Stream.of(with(Keys.ACCESS_TOKEN, TOKEN),
                with(Keys.GEMINI_API_KEY, KEY)), Stream.of(settings)).toArray(Running.Setting[]::new)));
    }

    private Running.Setting[] detailed(Running.Setting... settings) {
        return Stream.concat(Stream.of(with(Keys.LOG_DETAIL, "true"), with(Keys.LOG_DETAIL_FILE, file().toString())),
                Stream.of(settings)).toArray(Running.Setting[]::new);
    }

    private Path file() {
        return folder.resolve("detail.log");
    }

    /** Without those of the look at the figures at the end. */
    private List<JsonNode> entries() throws IOException {
        List<JsonNode> all = Files.readString(file()).lines().map(Json::tree).toList();
        Set<String> looks = all.stream().filter(entry -> text(entry, "line").equals("GET /metrics"))
                .map(entry -> text(entry, "id")).collect(Collectors.toSet());
        return all.stream().filter(entry -> !looks.contains(text(entry, "id"))).toList();
    }

    private static List<String> stages(List<JsonNode> entries) {
        return entries.stream().map(entry -> text(entry, "stage")).toList();
    }

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asString("");
    }

    private static String question(String model, String words) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + words
                + "\"}]}";
    }
}
