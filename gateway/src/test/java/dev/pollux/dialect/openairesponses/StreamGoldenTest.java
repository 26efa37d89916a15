package dev.pollux.dialect.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Marks;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.StopReason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Streams to the byte, against the files in {@code dialect/responses/golden}.
 *
 * <p>{@code -Dgolden.rewrite=true} writes them anew.
 */
class StreamGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/dialect/responses/golden");
    private static final Request PLAIN = Fixed.request("{\"model\": \"gpt-5\", \"input\": \"Hi\", \"stream\": true}");
    private static final Request NAMESPACE = Fixed.request("""
            {"model": "gpt-5", "input": "Hi", "stream": true, "tools": [{"type": "namespace", "name": "agents",
            "description": "Others.", "tools": [{"type": "function", "name": "spawn", "strict": false,
            "parameters": {"type": "object", "properties": {}}}]}]}""");

    @TestFactory
    Stream<DynamicTest> eachStreamIsAsRecorded() {
        return streams().entrySet().stream().map(stream -> DynamicTest.dynamicTest(stream.getKey(),
                () -> check(FOLDER.resolve(stream.getKey() + ".sse"), stream.getValue())));
    }

    private static Map<String, String> streams() {
        return Map.of("thoughts-text-call", Answers.stream(PLAIN, Answers.thoughtful()),
                "length", Answers.stream(PLAIN, Answers.of(StopReason.Kind.LENGTH, new Block.Text("Once upon a"))),
                "sealed-thought", Answers.stream(PLAIN, Answers.of(StopReason.Kind.DONE,
                        new Block.Thinking("", Marks.sealed(new Seal("anthropic", "EqQB"))), new Block.Text("Hi."))),
                "custom-call", Answers.stream(PLAIN, Answers.of(StopReason.Kind.TOOL_CALLS,
                        new Block.ToolCall("call_1", "patch", "*** \"x\"\n", true, Marks.NONE))),
                "call-in-namespace", Answers.stream(NAMESPACE, Answers.of(StopReason.Kind.TOOL_CALLS,
                        new Block.ToolCall("call_1", "spawn", "{\"n\":1}"))),
                "picture", Answers.stream(PLAIN, Answers.of(StopReason.Kind.DONE,
                        new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Inline("iVBORw0KGgo="),
                                Optional.of("image/png"), Optional.empty(), Optional.empty(), Marks.NONE))),
                "limit-in-mid-stream", Answers.stream(PLAIN, new Event.Start("", "m"),
                        new Event.Open(0, 0, new Block.Text("")), new Event.Delta(0, 0, "Onc"),
                        new Event.Failed(limited())));
    }

    private static Failure limited() {
        Failure failure = Failure.of(Failure.Kind.RATE_LIMITED, "Too many tokens.");
        return new Failure(failure.kind(), 429, failure.message(), Optional.empty(), Optional.empty(),
                Optional.of(Duration.ofMillis(1500)), failure.raw());
    }

    private static void check(Path file, String stream) throws IOException {
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, stream);
        }
        assertThat(stream).isEqualTo(Files.readString(file));
    }
}
