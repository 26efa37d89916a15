package dev.pollux.bench;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.gemini.Gemini;
import dev.pollux.dialect.openaichat.OpenAiChat;
import dev.pollux.json.Json;
import dev.pollux.model.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A whole answer of Gemini, from its bytes to the bytes of a chat completion. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnswerBenchmark {
    private static final String ASKED = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Stars?\"}]}";

    private final Dialect chat = new OpenAiChat(InstantSource.system(), () -> "id");
    private final Dialect gemini = new Gemini(() -> "id");
    private final Request request = chat.readRequest(Inquiry.of(Json.object(ASKED)));

    /** Characters of its text, nearly. */
    @Param({"500", "50000"})
    public int size;

    private byte[] body = {};

    @Setup
    public void write() {
        String text = "The stars are far away. ".repeat(size / 24);
        body = ("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}],\"role\":\"model\"},"
                + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":250,"
                + "\"candidatesTokenCount\":50,\"totalTokenCount\":300},\"modelVersion\":\"gemini-3.8-flash\","
                + "\"responseId\":\"bench-1\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public byte[] translate() {
        return Json.bytes(chat.writeResponse(gemini.readResponse(Json.object(body)), request));
    }
}
