package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageEditStreamEvent;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/** OpenAI's paths for pictures and sound at a service that has them itself, through OpenAI's own client. */
class HandingOnTest {
    private static final String COMMON = "\"b64_json\":\"AAAA\",\"created_at\":1,\"size\":\"1024x1024\",\"quality\":\"high\","
            + "\"background\":\"opaque\",\"output_format\":\"png\"";
    private static final String USAGE = "\"usage\":{\"total_tokens\":2,\"input_tokens\":1,\"output_tokens\":1,"
            + "\"input_tokens_details\":{\"text_tokens\":1,\"image_tokens\":0}}";

    private ScriptedVendor vendor;
    private Running running;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.saying("");
        running = Running.before(vendor, Running.with(Keys.OPENAI_API_KEY, "sk-1234567890"),
                Running.with(Keys.OPENAI_BASE_URL, vendor.base() + "/v1"),
                Running.with(Keys.MODELS_ALIASES, "drawer=openai/gpt-image-2,speaker=openai/gpt-4o-mini-tts,"
                        + "listener=openai/gpt-4o-transcribe"));
        client = OpenAIOkHttpClient.builder().apiKey("any").maxRetries(0).responseValidation(true)
                .baseUrl(running.base() + "/v1").build();
    }

    @AfterEach
    void stop() {
        client.close();
        running.close();
        vendor.close();
    }

    @Test
    void aStreamShowsAPictureBeforeItIsComplete() {
        says("text/event-stream", event("image_generation.partial_image", COMMON + ",\"partial_image_index\":0")
                + event("image_generation.completed", COMMON + "," + USAGE));
        var params = ImageGenerateParams.builder().model("drawer").prompt("A cat").partialImages(1).build();
        try (StreamResponse<ImageGenStreamEvent> stream = client.images().generateStreaming(params)) {
            List<ImageGenStreamEvent> events = stream.stream().map(ImageGenStreamEvent::validate).toList();
            assertThat(events).hasSize(2);
            assertThat(events.getFirst().asGenerationPartialImage().partialImageIndex()).isZero();
            assertThat(events.getLast().isGenerationCompleted()).isTrue();
        }
        assertThat(asked()).startsWith("POST /v1/images/generations ").contains("\"model\":\"gpt-image-2\"",
                "\"stream\":true", "\"partial_images\":1");
    }

    @Test
    void aFormGoesOnAsAFormWithItsFilesAsTheyAre() {
        says("text/event-stream", event("image_edit.completed", COMMON + "," + USAGE));
        var params = ImageEditParams.builder().model("drawer").prompt("Blue").partialImages(0)
                .image(MultipartField.<ImageEditParams.Image>builder()
                        .value(ImageEditParams.Image.ofInputStream(file("of any kind"))).filename("cat.png")
                        .contentType("image/png").build())
                .build();
        try (StreamResponse<ImageEditStreamEvent> stream = client.images().editStreaming(params)) {
            assertThat(stream.stream().map(ImageEditStreamEvent::validate)).hasSize(1);
        }
        assertThat(asked()).startsWith("POST /v1/images/edits ").contains("ontent-type: multipart/form-data; boundary=",
                "filename=\"cat.png\"", "of any kind", "gpt-image-2").doesNotContain("drawer");
    }

    @Test
    void speechComesInTheFormThatTheServiceMakes() throws Exception {
        says("audio/mpeg", "ID3 and so on");
        var params = SpeechCreateParams.builder().model("speaker").input("Hello!").voice("nova")
                .responseFormat(SpeechCreateParams.ResponseFormat.MP3).build();
        try (HttpResponse answer = client.audio().speech().create(params)) {
            assertThat(answer.headers().values("content-type")).containsExactly("audio/mpeg");
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("ID3 and so on");
        }
        assertThat(asked()).startsWith("POST /v1/audio/speech ").contains("\"model\":\"gpt-4o-mini-tts\"",
                "\"voice\":\"nova\"", "\"response_format\":\"mp3\"");
    }

    @Test
    void aRecordingGoesOnAndItsWordsComeAsTheyAreHeard() {
        says("text/event-stream", event("transcript.text.delta", "\"delta\":\"Good \"")
                + event("transcript.text.delta", "\"delta\":\"morning\"")
                + event("transcript.text.done", "\"text\":\"Good morning\""));
        var params = TranscriptionCreateParams.builder().model("listener").file(MultipartField.<InputStream>builder()
                .value(file("RIFF and so on")).filename("speech.wav").contentType("audio/wav").build()).build();
        try (StreamResponse<TranscriptionStreamEvent> stream = client.audio().transcriptions()
                .createStreaming(params)) {
            assertThat(stream.stream().map(TranscriptionStreamEvent::validate)).hasSize(3);
        }
        assertThat(asked()).startsWith("POST /v1/audio/transcriptions ").contains("gpt-4o-transcribe",
                "RIFF and so on").doesNotContain("listener");
    }

    @Test
    void aRefusalIsToldAndTheKeyIsNot() {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("400 Bad Request", "application/json",
                "{\"error\":{\"message\":\"No cats for sk-1234567890.\",\"type\":\"invalid_request_error\"}}")));
        var params = ImageGenerateParams.builder().model("drawer").prompt("A cat").build();
        assertThat(catchThrowableOfType(BadRequestException.class, () -> client.images().generate(params)))
                .hasMessageContaining("No cats").message().doesNotContain("sk-1234567890");
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForComplete() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: {}\n\n")));
            peer.reset();
        });
        RawAnswer answer = running.post("/v1/images/generations",
                "{\"model\":\"drawer\",\"prompt\":\"A cat\",\"stream\":true}");
        assertThat(answer.complete()).isFalse();
    }

    private void says(String type, String body) {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", type, body)));
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    private static InputStream file(String text) {
        return new ByteArrayInputStream(ScriptedVendor.utf8(text));
    }

    private String asked() {
        return vendor.requests().getLast();
    }
}
