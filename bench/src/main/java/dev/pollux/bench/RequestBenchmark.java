package dev.pollux.bench;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.gemini.Gemini;
import dev.pollux.dialect.openaichat.OpenAiChat;
import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
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

/** A chat request, from its bytes to the bytes of a Gemini request: many turns of text, as agents send. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestBenchmark {
    private final Dialect chat = new OpenAiChat(InstantSource.system(), () -> "id");
    private final Dialect gemini = new Gemini(() -> "id");

    /** Bytes of the body, nearly. */
    @Param({"1000", "100000"})
    public int size;

    private byte[] body = {};

    @Setup
    public void write() {
        var messages = new StringBuilder("{\"model\":\"gemini-3.8-flash\",\"messages\":[");
        String turn = "{\"role\":\"user\",\"content\":\"" + "Tell me of the stars. ".repeat(10)
                + "\"},{\"role\":\"assistant\",\"content\":\"" + "They are far away. ".repeat(12) + "\"},";
        while (messages.length() < size - turn.length()) {
            messages.append(turn);
        }
        messages.append("{\"role\":\"user\",\"content\":\"And the planets?\"}]}");
        body = messages.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public byte[] translate() {
        var request = chat.readRequest(Inquiry.of(Json.object(body)));
        return gemini.writeRequest(request, ModelFacts.unknown("gemini-3.8-flash"), new Losses()).body();
    }
}
