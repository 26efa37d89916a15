package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAudio;
import com.openai.models.chat.completions.ChatCompletionAudioParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import dev.pollux.sound.Wav;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Models that speak, asked through chats; OpenAI's own client, response validation on. */
class SpeechInChatTest {
    private static final String SPEAKS = "gemini-2.5-flash-preview-tts";
    private static final String WORDS = "Hello to everybody out there, good morning!";
    private static final String ANSWER = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-audio","choices":[{"index":0,"message":
            {"role":"assistant","content":null,"refusal":null,"audio":{"id":"audio_1","data":"AAEAAQ==","expires_at":2,
            "transcript":"Good morning!"}},"finish_reason":"stop"}]}""";

    private static Running running;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        running = Running.start();
        client = OpenAIOkHttpClient.builder().apiKey("any").maxRetries(0).responseValidation(true)
                .baseUrl(running.base() + "/v1").build();
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    @Test
    void anAnswerIsAFileOfWhatIsSpoken() {
        ChatCompletionMessage message = client.chat().completions()
                .create(order(ChatCompletionAudioParam.Format.WAV).build()).validate().choices().getFirst().message();
        ChatCompletionAudio audio = message.audio().orElseThrow();
        assertThat(Wav.seconds(Base64.getDecoder().decode(audio.data()))).hasValue(3);
        assertThat(audio.id()).startsWith("audio_");
        assertThat(audio.transcript()).isEmpty();
        assertThat(message.content()).isEmpty();
        assertThat(sent().at("/generationConfig/responseModalities").toString()).isEqualTo("[\"AUDIO\"]");
        assertThat(sent().at("/generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName").asString(""))
                .isEqualTo("Kore");
    }

    @Test
    void anAnswerIsSamplesWhereTheyAreAskedFor() {
        ChatCompletion answer = client.chat().completions()
                .create(order(ChatCompletionAudioParam.Format.PCM16).build()).validate();
        assertThat(Base64.getDecoder().decode(answer.choices().getFirst().message().audio().orElseThrow().data()))
                .hasSize(144_000);
    }

    @Test
    void aStreamGivesTheSamplesAsTheyCome() {
        var samples = new ByteArrayOutputStream();
        List<ChatCompletionChunk.Choice.Delta.Audio> pieces;
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions()
                .createStreaming(order(ChatCompletionAudioParam.Format.PCM16).build())) {
            pieces = stream.stream().map(ChatCompletionChunk::validate).flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().audio().stream()).toList();
        }
        assertThat(pieces.getFirst().id().orElseThrow()).startsWith("audio_");
        assertThat(pieces.getLast().expiresAt()).isPresent();
        pieces.forEach(piece -> piece.data().map(Base64.getDecoder()::decode).ifPresent(samples::writeBytes));
        assertThat(samples.size()).isEqualTo(144_000);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"false,mp3,'wav' and 'pcm16'", "false,flac,'wav' and 'pcm16'",
            "true,wav,Possible is 'pcm16'"})
    void aFormThatNobodyMakesIsRefusedWithThosePossible(boolean stream, String format, String possible) {
        RawAnswer answer = running.chat("{\"model\":\"" + SPEAKS + "\",\"stream\":" + stream
                + ",\"modalities\":[\"text\",\"audio\"],\"audio\":{\"voice\":\"alloy\",\"format\":\"" + format
                + "\"},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("param").asString("")).isEqualTo("audio.format");
        assertThat(answer.message()).contains(possible);
    }

    @Test
    void aModelThatDoesNotSpeakIsNotAskedTo() {
        RawAnswer answer = running.chat("{\"model\":\"gemini-3.8-flash\",\"modalities\":[\"text\",\"audio\"],"
                + "\"audio\":{\"voice\":\"alloy\",\"format\":\"mp3\"},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-pollux-losses")).contains("audio, modalities");
    }

    @Test
    void ofWhatWasSaidBeforeTheWordsGoOnAndTheSoundIsNamedAsLost() {
        RawAnswer answer = running.chat("{\"model\":\"gemini-3.8-flash\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"Greet me\"},"
                + "{\"role\":\"assistant\",\"audio\":{\"id\":\"audio_1\",\"transcript\":\"Good morning!\"}},"
                + "{\"role\":\"user\",\"content\":\"Again\"},"
                + "{\"role\":\"assistant\",\"audio\":{\"id\":\"audio_2\"}},"
                + "{\"role\":\"user\",\"content\":\"Once more\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-pollux-losses")).contains("messages[].audio");
        assertThat(sent().at("/contents/1").toString()).contains("\"model\"", "Good morning!");
        assertThat(sent().path("contents").size()).isEqualTo(3);
    }

    @Test
    void aClientOfGeminiHearsAModelOfOpenAi() {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
                Running other = Running.before(vendor, Running.with(Keys.OPENAI_API_KEY, "key"),
                        Running.with(Keys.OPENAI_BASE_URL, vendor.base() + "/v1"))) {
            RawAnswer answer = other.post("/v1beta/models/openai%2Fgpt-audio:generateContent", """
                    {"contents":[{"parts":[{"text":"Greet me"}]}],"generationConfig":{"responseModalities":["AUDIO"],
                    "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Puck"}}}}}""");
            JsonNode parts = answer.json().at("/candidates/0/content/parts");
            assertThat(parts.path(0).path("text").asString("")).isEqualTo("Good morning!");
            assertThat(parts.at("/1/inlineData")).isEqualTo(Json.tree(
                    "{\"mimeType\":\"audio/L16;codec=pcm;rate=24000\",\"data\":\"AAEAAQ==\"}"));
            assertThat(vendor.requests()).singleElement().asString().contains("\"modalities\":[\"text\",\"audio\"]",
                    "\"audio\":{\"voice\":\"echo\",\"format\":\"pcm16\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/chat/completions | {"model":"%s","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}}]}]}
            /v1/responses | {"model":"%s","input":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}}]}]}
            /v1beta/models/%s:generateContent | {"contents":[{"parts":[{"inlineData":{"mimeType":"audio/wav","data":"UklGRg=="}}]}]}
            """)
    void aSoundInAQuestionReachesEveryModelThatTakesOne(String path, String body) {
        running.post(path.formatted("gemini-3.8-flash"), body.formatted("gemini-3.8-flash"));
        assertThat(sent().at("/contents/0/parts/0/inlineData")).isEqualTo(Json.tree(
                "{\"mimeType\":\"audio/wav\",\"data\":\"UklGRg==\"}"));
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
                Running other = Running.before(vendor, Running.with(Keys.OPENAI_API_KEY, "key"),
                        Running.with(Keys.OPENAI_BASE_URL, vendor.base() + "/v1"))) {
            other.post(path.formatted("openai%2Fgpt-audio"), body.formatted("openai/gpt-audio"));
            assertThat(vendor.requests()).singleElement().asString().contains(
                    "\"input_audio\":{\"data\":\"UklGRg==\",\"format\":\"wav\"}");
        }
    }

    private static ChatCompletionCreateParams.Builder order(ChatCompletionAudioParam.Format format) {
        return ChatCompletionCreateParams.builder().model(SPEAKS).addUserMessage(WORDS)
                .modalities(
                        List.of(ChatCompletionCreateParams.Modality.TEXT, ChatCompletionCreateParams.Modality.AUDIO))
                .audio(ChatCompletionAudioParam.builder().voice("alloy").format(format).build());
    }

    /** What the vendor received last. */
    private static JsonNode sent() {
        return Json.tree(new String(running.recorded().getLast().body(), StandardCharsets.UTF_8));
    }
}
