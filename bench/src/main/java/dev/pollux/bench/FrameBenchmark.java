package dev.pollux.bench;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.dialect.gemini.Gemini;
import dev.pollux.dialect.openaichat.OpenAiChat;
import dev.pollux.json.Json;
import dev.pollux.model.Request.Framing;
import dev.pollux.sse.FrameWriter;
import dev.pollux.sse.SseReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/** One frame of a Gemini stream, from its bytes to the bytes of a chat chunk, after many or few frames before it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    private static final int FRAME_LIMIT = 1 << 20;
    private static final byte[] FRAME = """
            data: {"candidates":[{"content":{"parts":[{"text":"a few words "}],"role":"model"},"index":0}],\
            "usageMetadata":{"promptTokenCount":250,"candidatesTokenCount":5,"totalTokenCount":255},\
            "modelVersion":"gemini-3.8-flash","responseId":"r-1"}

            """.getBytes(StandardCharsets.UTF_8);
    private static final String REQUEST = """
            {"model":"gemini-3.8-flash","stream":true,"messages":[{"role":"user","content":"Hello"}]}""";

    /** Frames of the same stream before the measured ones. */
    @Param({"0", "10000"})
    public int before;

    private final Dialect chat = new OpenAiChat(InstantSource.system(), () -> "id");
    private final Dialect gemini = new Gemini(() -> "id");
    private SseReader frames = new SseReader(FRAME_LIMIT);
    private StreamReader reader = gemini.streamReader();
    private StreamWriter writer = writer();
    private FrameWriter out = chat.frameWriter(Framing.EVENTS);

    @Setup(Level.Iteration)
    public void openStream() {
        frames = new SseReader(FRAME_LIMIT);
        reader = gemini.streamReader();
        writer = writer();
        out = chat.frameWriter(Framing.EVENTS);
        for (int i = 0; i < before; i++) {
            translate();
        }
    }

    @Benchmark
    public byte[] translate() {
        frames.read(FRAME, frame -> reader.read(frame, event -> writer.write(event, out::write)));
        return out.drain();
    }

    private StreamWriter writer() {
        return chat.streamWriter(chat.readRequest(Inquiry.of(Json.object(REQUEST))));
    }
}
