package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import dev.pollux.AnyVendor;
import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import dev.pollux.sandbox.reply.Picture;
import dev.pollux.sound.Wav;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** OpenAI's paths for pictures and speech on Gemini's models, through OpenAI's own client, response validation on. */
class PicturesAndSpeechTest {
    private static final String DRAWS = "gemini-3.1-flash-image";
    private static final String SPEAKS = "gemini-2.5-flash-preview-tts";
    private static final String LISTENS = "gemini-3.8-flash";
    private static final byte[] PNG = Base64.getDecoder().decode(Picture.png(0));
    private static final byte[] SECOND_OF_SILENCE = Wav.of(List.of(new byte[48_000]), 24_000);

    @TempDir
    private static Path folder;
    private static Running running;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.MEDIA_DIRECTORY, folder.toString()));
        client = client(running.base());
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    private static OpenAIClient client(String base) {
        return OpenAIOkHttpClient.builder().apiKey("any").maxRetries(0).responseValidation(true).baseUrl(base + "/v1")
                .build();
    }

    @Test
    void picturesAreMadeAsManyAsWanted() {
        ImagesResponse answer = client.images().generate(order().n(2).build()).validate();
        assertThat(answer.data().orElseThrow()).hasSize(2).allSatisfy(
                picture -> assertThat(Base64.getDecoder().decode(picture.b64Json().orElseThrow())).isEqualTo(PNG));
        assertThat(answer.usage().orElseThrow().outputTokens()).isGreaterThan(2_000);
    }

    @Test
    @SuppressWarnings("deprecation") // by their maker for his own newest models, not by his clients
    void anAddressLeadsToThePicture() throws Exception {
        String url = client.images().generate(order().responseFormat(ImageGenerateParams.ResponseFormat.URL).build())
                .validate().data().orElseThrow().getFirst().url().orElseThrow();
        try (InputStream in = URI.create(url).toURL().openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(PNG);
        }
    }

    @ParameterizedTest
    @CsvSource({"1024x1024,1:1,''", "1536x1024,3:2,''", "1024x1536,2:3,''", "1792x1024,16:9,''", "2048x2048,1:1,2K",
            "4096x2304,16:9,4K"})
    void sizesAreToldInTheModelsWords(String size, String ratio, String resolution) {
        client.images().generate(order().size(ImageGenerateParams.Size.of(size)).build()).validate();
        JsonNode config = sent().at("/generationConfig/imageConfig");
        assertThat(config.path("aspectRatio").asString("")).isEqualTo(ratio);
        assertThat(config.path("imageSize").asString("")).isEqualTo(resolution);
    }

    @Test
    void aStreamGivesEachPictureWhenItIsThere() {
        try (StreamResponse<ImageGenStreamEvent> stream = client.images().generateStreaming(order().build())) {
            assertThat(stream.stream().map(ImageGenStreamEvent::validate)).singleElement()
                    .satisfies(event -> assertThat(
                            Base64.getDecoder().decode(event.asGenerationCompleted().b64Json())).isEqualTo(PNG));
        }
    }

    @Test
    void aPictureIsEditedFromAFormAndFromJson() {
        var params = ImageEditParams.builder().model(DRAWS).prompt("Make it blue")
                .image(MultipartField.<ImageEditParams.Image>builder()
                        .value(ImageEditParams.Image.ofInputStream(new ByteArrayInputStream(PNG))).filename("cat.png")
                        .contentType("image/png").build())
                .build();
        assertThat(client.images().edit(params).validate().data().orElseThrow()).hasSize(1);
        assertThat(sent().at("/contents/0/parts/0/inlineData/data").asString("")).isEqualTo(Picture.png(0));
        RawAnswer answer = running.post("/v1/images/edits", "{\"model\":\"" + DRAWS
                + "\",\"prompt\":\"Blue\",\"images\":[{\"image_url\":\"data:image/png;base64," + Picture.png(0)
                + "\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(sent().at("/contents/0/parts/0/inlineData/data").asString("")).isEqualTo(Picture.png(0));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        RawAnswer answer = running.post("/v1/images/edits", "{\"model\":\"" + DRAWS
                + "\",\"prompt\":\"Blue\",\"images\":[{\"image_url\":\"data:image/png;base64,AAAA\"}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_file");
        RawAnswer cut = running.post("/v1/images/edits", "{\"model\":\"" + DRAWS
                + "\",\"prompt\":\"Blue\",\"images\":[{\"image_url\":\"data:image/png;base64,"
                + Picture.png(0).substring(0, 64) + "\"}]}");
        assertThat(cut.status()).isEqualTo(400);
        assertThat(cut.error().path("param").asString("")).isEqualTo("image");
        assertThat(cut.message()).contains("not a picture");
        assertThat(running.post("/v1/images/edits", "{\"model\":\"" + DRAWS + "\",\"prompt\":\"Blue\"}").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            generations | {"prompt":" "}                                                          | prompt
            generations | {"prompt":"A cat","size":"0000x1024"}                                   | size
            generations | {"prompt":"A cat","n":11}                                               | n
            edits       | {"prompt":"A cat"}                                                      | image
            edits       | {"prompt":"A cat","images":[{"file_id":"file-1"}]}                      | image
            edits       | {"prompt":"A cat","images":[{"image_url":"data:image/png;base64,@@"}]}  | image
            edits       | {"prompt":"A cat","images":[{"image_url":"http://127.0.0.1/cat.png"}]}  | image
            """)
    void aMistakeNamesItsField(String path, String order, String field) {
        RawAnswer answer = running.post("/v1/images/" + path,
                order.replaceFirst("\\{", "{\"model\":\"" + DRAWS + "\","));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("param").asString("")).as(answer.body()).isEqualTo(field);
    }

    @Test
    void anEventTellsOfItsOwnPictureAlone() {
        String jpeg = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"inlineData\":{\"mimeType\":"
                + "\"image/jpeg\",\"data\":\"/9j/\"}}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":"
                + "{\"promptTokenCount\":3,\"candidatesTokenCount\":4,\"totalTokenCount\":7}}";
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json", jpeg));
                Running other = Running.before(vendor)) {
            List<JsonNode> events = other.post("/v1/images/generations",
                    "{\"model\":\"" + DRAWS + "\",\"prompt\":\"A cat\",\"n\":2,\"stream\":true}").body().lines()
                    .filter(line -> line.startsWith("data: ")).map(line -> Json.tree(line.substring(6))).toList();
            assertThat(events).hasSize(2).allSatisfy(event -> {
                assertThat(event.path("output_format").asString("")).isEqualTo("jpeg");
                assertThat(event.at("/usage/total_tokens").asInt(0)).isEqualTo(7);
            });
        }
    }

    @Test
    void anAddressThatIsAskedForIsOneWhereverChatsHaveTheirPictures() {
        String order = "{\"model\":\"" + DRAWS + "\",\"prompt\":\"A cat\",\"response_format\":\"url\"}";
        try (Running other = Running.start(Running.with(Keys.MEDIA_DIRECTORY, folder.toString()),
                Running.with(Keys.MEDIA_CHAT, "native"))) {
            assertThat(other.post("/v1/images/generations", order).json().at("/data/0/url").asString(""))
                    .startsWith("http://").contains("/images/");
        }
    }

    @Test
    void whatTheModelCannotBeToldIsNamed() {
        RawAnswer answer = running.post("/v1/images/generations",
                "{\"model\":\"" + DRAWS
                        + "\",\"prompt\":\"A cat\",\"style\":\"vivid\",\"background\":\"transparent\",\"quality\":\"superb\"}");
        assertThat(answer.header("x-pollux-losses")).contains("background, quality, style");
    }

    @Test
    void aServiceThatHasThePathsIsAskedThere() {
        String body = "{\"created\":1,\"data\":[{\"b64_json\":\"AAAA\",\"their\":\"own\"}]}";
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json", body));
                Running other = Running.before(vendor, Running.with(Keys.OPENAI_API_KEY, "key"),
                        Running.with(Keys.OPENAI_BASE_URL, vendor.base() + "/v1"))) {
            RawAnswer answer = other.post("/v1/images/generations",
                    "{\"model\":\"openai/gpt-image-2\",\"prompt\":\"A cat\",\"quality\":\"low\"}");
            assertThat(answer.json()).isEqualTo(Json.tree(body));
            assertThat(vendor.requests()).singleElement().satisfies(request -> assertThat(request)
                    .startsWith("POST /v1/images/generations ")
                    .contains("\"model\":\"gpt-image-2\"", "\"quality\":\"low\""));
        }
    }

    @Test
    void wordsAreSpoken() throws Exception {
        var params = SpeechCreateParams.builder().model(SPEAKS).input("Hello to everybody out there, good morning!")
                .voice("alloy").responseFormat(SpeechCreateParams.ResponseFormat.WAV).build();
        try (HttpResponse answer = client.audio().speech().create(params)) {
            byte[] wav = answer.body().readAllBytes();
            assertThat(answer.headers().values("content-type")).containsExactly("audio/wav");
            assertThat(Wav.seconds(wav)).hasValue(3);
        }
        assertThat(sent().at("/generationConfig/responseModalities").toString()).isEqualTo("[\"AUDIO\"]");
        assertThat(sent().at("/generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName").asString(""))
                .isEqualTo("Kore");
    }

    @Test
    void bareSamplesAreGivenToo() throws Exception {
        var params = SpeechCreateParams.builder().model(SPEAKS).input("Hello!").voice("puck").instructions("Cheerfully")
                .responseFormat(SpeechCreateParams.ResponseFormat.PCM).build();
        try (HttpResponse answer = client.audio().speech().create(params)) {
            assertThat(answer.body().readAllBytes()).hasSize(96_000);
        }
        assertThat(sent().at("/contents/0/parts/0/text").asString("")).isEqualTo("Cheerfully:\nHello!");
    }

    @Test
    void aFormThatNobodyMakesIsRefusedWithThosePossible() {
        var params = SpeechCreateParams.builder().model(SPEAKS).input("Hello!").voice("alloy")
                .responseFormat(SpeechCreateParams.ResponseFormat.MP3).build();
        assertThat(catchThrowableOfType(BadRequestException.class, () -> client.audio().speech().create(params)))
                .hasMessageContaining("'wav' and 'pcm'");
    }

    @Test
    void aRecordingIsWrittenDown() {
        var params = TranscriptionCreateParams.builder().model(LISTENS).language("en").file(recording()).build();
        String text = client.audio().transcriptions().create(params).validate().asTranscription().text();
        assertThat(text).contains("word for word", "1 audio clip(s)");
        assertThat(sent().at("/contents/0/parts/0/inlineData/mimeType").asString("")).isEqualTo("audio/wav");
    }

    @Test
    void aStreamIsOneInWhateverFormTheTextIsAskedFor() {
        var params = TranscriptionCreateParams.builder().model(LISTENS).file(recording())
                .responseFormat(AudioResponseFormat.TEXT).build();
        try (StreamResponse<TranscriptionStreamEvent> stream = client.audio().transcriptions()
                .createStreaming(params)) {
            List<TranscriptionStreamEvent> events = stream.stream().map(TranscriptionStreamEvent::validate).toList();
            assertThat(events).hasSize(2);
            assertThat(events.getFirst().asTranscriptTextDelta().delta()).contains("1 audio clip(s)");
            assertThat(events.getLast().asTranscriptTextDone().text()).contains("1 audio clip(s)");
        }
    }

    @Test
    void verboseJsonTellsTheLength() {
        var params = TranscriptionCreateParams.builder().model(LISTENS).file(recording())
                .responseFormat(AudioResponseFormat.VERBOSE_JSON).build();
        assertThat(client.audio().transcriptions().create(params).validate().asVerbose().duration()).isEqualTo(1.0);
    }

    @Test
    @SuppressWarnings("deprecation")
    void aRecordingIsTranslated() {
        var params = TranslationCreateParams.builder().model(LISTENS)
                .file(MultipartField.<InputStream>builder().value(new ByteArrayInputStream(SECOND_OF_SILENCE))
                        .filename("speech.wav").contentType("audio/wav").build())
                .build();
        assertThat(client.audio().translations().create(params).validate().asTranslation().text())
                .contains("into English", "1 audio clip(s)");
    }

    @Test
    void whatIsNoSoundIsRefused() {
        var params = TranscriptionCreateParams.builder().model(LISTENS)
                .file(MultipartField.<InputStream>builder().value(new ByteArrayInputStream(PNG)).filename("speech.wav")
                        .contentType("audio/wav").build())
                .build();
        assertThat(
                catchThrowableOfType(BadRequestException.class, () -> client.audio().transcriptions().create(params)))
                .hasMessageContaining("is not sound");
    }

    @Test
    void aServiceWithoutPicturesSaysSo() {
        try (var anthropic = new AnyVendor("anthropic")) {
            OpenAIClient other = client(anthropic.address());
            assertThat(catchThrowableOfType(BadRequestException.class, () -> other.images().generate(order().build())))
                    .hasMessageContaining("makes no pictures");
            other.close();
        }
    }

    private static MultipartField<InputStream> recording() {
        return MultipartField.<InputStream>builder().value(new ByteArrayInputStream(SECOND_OF_SILENCE))
                .filename("speech.wav").contentType("audio/wav").build();
    }

    private static ImageGenerateParams.Builder order() {
        return ImageGenerateParams.builder().model(DRAWS).prompt("A cat");
    }

    /** What the vendor received last. */
    private static JsonNode sent() {
        return Json.tree(new String(running.recorded().getLast().body(), StandardCharsets.UTF_8));
    }
}
