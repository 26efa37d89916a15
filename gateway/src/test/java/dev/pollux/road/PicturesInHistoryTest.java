package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import dev.pollux.sandbox.reply.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The second turn: what the model sees of the pictures that it has made. */
class PicturesInHistoryTest {
    private static final String MODEL = "gemini-3.1-flash-image";
    private static final String STAND_IN = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=";

    @TempDir
    private Path folder;

    @Test
    void theNewestPictureGoesBackWithItsSignatureAndOlderOnesAreStoodInFor() {
        try (Running running = start()) {
            String first = draw(running);
            String second = draw(running);
            ask(running, first, second);
            List<JsonNode> parts = modelParts(running);
            assertThat(parts).hasSize(6);
            assertThat(data(parts.get(1))).isEqualTo(STAND_IN);
            assertThat(data(parts.get(4))).isEqualTo(Picture.png(0));
            assertThat(parts.get(4).path("thoughtSignature").asString("")).isNotEmpty();
            assertThat(parts.get(0).path("text").asString("") + parts.get(2).path("text").asString(""))
                    .isEqualTo("You said: Draw a cat");
        }
    }

    @Test
    void allOfThemGoBackIfItIsSetSo() {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY, "all"))) {
            ask(running, draw(running), draw(running));
            assertThat(pictures(running)).containsExactly(Picture.png(0), Picture.png(0));
        }
    }

    @Test
    void dataUrlsGoBackAsPicturesToo() {
        try (Running running = start(Running.with(Keys.MEDIA_CHAT, "data-url"))) {
            ask(running, draw(running));
            assertThat(pictures(running)).containsExactly(Picture.png(0));
        }
    }

    @Test
    void aPictureThatIsGoneIsStoodInFor() throws IOException {
        try (Running running = start()) {
            String said = draw(running);
            for (Path file : files()) {
                Files.delete(file);
            }
            ask(running, said);
            assertThat(pictures(running)).containsExactly(STAND_IN);
        }
    }

    @Test
    @Timeout(30)
    void aPictureThatIsPastItsTimeIsSweptAwayAlthoughNobodyAsks() throws IOException {
        try (Running running = start()) {
            draw(running);
        }
        assertThat(files()).isNotEmpty();
        for (Path file : files()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        try (Running running = start()) {
            assertThat(running.isServing()).isTrue();
            while (!files().isEmpty()) {
                assertThat(Thread.interrupted()).as("too late").isFalse();
            }
        }
    }

    @Test
    void anAddressOfOthersStaysText() {
        try (Running running = start()) {
            String said = "Here: ![image](http://169.254.169.254/latest/meta-data.png) as you wanted";
            ask(running, said);
            assertThat(modelParts(running)).singleElement()
                    .satisfies(part -> assertThat(part.path("text").asString("")).isEqualTo(said));
        }
    }

    @Test
    void anAddressOfOthersThatMayBeFetchedAndCannotBeIsStoodInFor() {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY_FETCH, "true"))) {
            String metadata = "Here: ![image](http://169.254.169.254/latest/meta-data.png)";
            assertThat(ask(running, metadata).status()).isEqualTo(200);
            assertThat(pictures(running)).containsExactly(STAND_IN);
            try (Running off = start(Running.with(Keys.MEDIA_HISTORY_FETCH, "true"),
                    Running.with(Keys.MEDIA_FETCH, "off"))) {
                assertThat(ask(off, metadata).status()).isEqualTo(200);
                assertThat(pictures(off)).containsExactly(STAND_IN);
            }
        }
    }

    @Test
    void dataThatAreNoPictureStayText() {
        try (Running running = start()) {
            String said = "So it is written: `![a cat](data:image/png;base64,iVBORw0KGgo=)`, or ![one](data:image/"
                    + "svg+xml;base64,PHN2Zy8+)";
            ask(running, said, "![](data:image/jpeg;base64," + Picture.png(0) + ")");
            assertThat(modelParts(running)).extracting(part -> part.path("text").asString("")).contains(said);
            assertThat(modelParts(running).getLast().at("/inlineData/mimeType").asString("")).isEqualTo("image/png");
        }
    }

    @ParameterizedTest
    @CsvSource({"last,-x-nothingPP", "all,PxPnothingPP"})
    void ofSeveralPicturesInSeveralMessagesThoseOfTheNewestGo(String setting, String expected) {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY, setting))) {
            String mine = "![](data:image/png;base64," + Picture.png(0) + ")";
            String foreign = "See ![](https://elsewhere.example/a.png)";
            ask(running, mine + "x" + mine, "nothing", mine + mine, foreign);
            assertThat(String.join("", modelParts(running).stream().map(PicturesInHistoryTest::sketch).toList()))
                    .isEqualTo(expected + foreign);
        }
    }

    @ParameterizedTest
    @CsvSource({"last,1", "all,2"})
    void picturesThatAreNoMarkdownAreTreatedAlike(String setting, int shown) {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY, setting))) {
            String item = "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"status\":\"completed\",\"result\":\""
                    + Picture.png(0) + "\"},{\"role\":\"user\",\"content\":\"Another\"}";
            RawAnswer answer = running.post("/v1/responses", "{\"model\":\"" + MODEL
                    + "\",\"input\":[{\"role\":\"user\",\"content\":\"Draw\"}," + item + "," + item + "]}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(pictures(running)).hasSize(2);
            assertThat(pictures(running).stream().filter(Picture.png(0)::equals)).hasSize(shown);
        }
    }

    @Test
    void aStoreIsAskedForSoManyPicturesAndNoMore() {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY, "all"))) {
            String mine = draw(running).replaceAll("(?s).*(!\\[image]\\([^)]*\\)).*", "$1");
            ask(running, mine.repeat(101));
            assertThat(pictures(running)).hasSize(101).endsWith(STAND_IN);
            assertThat(pictures(running).stream().filter(Picture.png(0)::equals)).hasSize(100);
        }
    }

    /** Each call may take as long as one of the store may. */
    @Test
    void aStoreThatFailsAgainAndAgainIsAskedNoMore() throws IOException {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY, "all")); LogLines log = LogLines.at("warn")) {
            String mine = draw(running).replaceAll("(?s).*(!\\[image]\\([^)]*\\)).*", "$1");
            for (Path file : files()) {
                Files.delete(file);
                Files.createDirectory(file);
            }
            ask(running, mine.repeat(10));
            assertThat(pictures(running)).hasSize(10).containsOnly(STAND_IN);
            assertThat(log.lines()).filteredOn(line -> line.contains("A picture could not be read")).hasSize(3);
        }
    }

    @Test
    void whatIsTooMuchIsStoodInForTheOldestFirst() {
        try (Running running = start(Running.with(Keys.MEDIA_HISTORY, "all"),
                Running.with(Keys.MEDIA_HISTORY_LIMIT, "1KiB"))) {
            ask(running, draw(running), draw(running), draw(running));
            assertThat(pictures(running)).containsExactly(STAND_IN, Picture.png(0), Picture.png(0));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Running start(Running.Setting... more) {
        return Running.start(Stream.concat(Stream.of(Running.with(Keys.MEDIA_DIRECTORY, folder.toString())),
                Stream.of(more)).toArray(Running.Setting[]::new));
    }

    private static String draw(Running running) {
        String said = ask(running).said();
        assertThat(said).contains("![image](");
        running.forget();
        return said;
    }

    /** Asks once more, behind what the model has said before. */
    private static RawAnswer ask(Running running, String... said) {
        ObjectNode body = Json.object().put("model", MODEL);
        ArrayNode messages = body.putArray("messages");
        for (String one : said) {
            messages.addObject().put("role", "user").put("content", "Draw a cat");
            messages.addObject().put("role", "assistant").put("content", one);
        }
        messages.addObject().put("role", "user").put("content", "Draw a cat");
        return running.chat(body.toString());
    }

    private static List<String> pictures(Running running) {
        return modelParts(running).stream().map(PicturesInHistoryTest::data).filter(data -> !data.isEmpty()).toList();
    }

    /** The parts of all turns of the model, as the vendor got them. */
    private static List<JsonNode> modelParts(Running running) {
        JsonNode contents = Json.tree(running.recorded().getLast().body()).path("contents");
        return contents.valueStream().filter(turn -> turn.path("role").asString("").equals("model"))
                .flatMap(turn -> turn.path("parts").valueStream()).toList();
    }

    /** A picture, a stand-in, or a text of one letter. */
    private static String sketch(JsonNode part) {
        return switch (data(part)) {
            case STAND_IN -> "-";
            case "" -> part.path("text").asString("");
            default -> "P";
        };
    }

    private static String data(JsonNode part) {
        return part.path("inlineData").path("data").asString("");
    }
}
