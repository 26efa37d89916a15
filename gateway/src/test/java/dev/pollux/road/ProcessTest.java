package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program as a process of its own: signals, exit codes, and descriptors that run out. */
class ProcessTest {
    private static final long PATIENCE = 60;
    private static final int TERMINATED = 128 + 15;
    private static final int FEW_DESCRIPTORS = 300;
    private static final byte[] FRAME = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"index":0}]}

            """));
    private static final byte[] END = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[],"role":"model"},"finishReason":"STOP","index":0}]}

            """));
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ScriptedVendor vendor = ScriptedVendor.start(this::pause);

    @AfterEach
    void stop() {
        goOn.countDown();
        vendor.close();
    }

    @Test
    void aSignalInTheMiddleOfAHundredStreamsCutsNone() throws IOException, InterruptedException {
        try (Program program = Program.start(vendor, "1m", Integer.MAX_VALUE)) {
            List<RawClient> clients = Stream.generate(program::client).limit(100).toList();
            for (RawClient client : clients) {
                assertThat(client.post("/v1/chat/completions", QUESTION).firstChunk()).contains("Well");
            }
            program.signal();
            assertThat(program.process.waitFor(1, TimeUnit.SECONDS)).as("it waits for them").isFalse();
            goOn.countDown();
            assertThat(clients).allSatisfy(client -> assertThat(client.remainder())
                    .endsWith("data: [DONE]\n\n\r\n0\r\n\r\n").doesNotContain("\"error\""));
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void whatIsOverTimeIsToldSoAndTheProgramHasStillEndedWell() throws IOException, InterruptedException {
        try (Program program = Program.start(vendor, "0s", Integer.MAX_VALUE); RawClient client = program.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            program.signal();
            assertThat(client.remainder()).contains("\"error\"").contains("shutting down").doesNotContain("[DONE]")
                    .doesNotEndWith("0\r\n\r\n");
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void theSecondSignalEndsItAtOnceAndNoStreamEndsInALie() throws IOException, InterruptedException {
        try (Program program = Program.start(vendor, "1h", Integer.MAX_VALUE);
                RawClient client = program.client();
                RawClient idle = program.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            assertThat(idle.send("GET", "/readyz").answer().status()).isEqualTo(200);
            program.signal();
            assertThat(idle.readToClose()).as("the first is at work").isZero();
            program.signal();
            assertThat(program.exitCode()).isEqualTo(TERMINATED);
            assertThat(client.remainder()).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void descriptorsThatRunOutCutNoStreamAndAreServedAgainWhenTheyAreBack() throws IOException, InterruptedException {
        try (Program program = Program.start(vendor, "1m", FEW_DESCRIPTORS); RawClient client = program.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            var crowd = new ArrayList<RawClient>();
            for (int i = 0; i < FEW_DESCRIPTORS; i++) {
                crowd.add(program.client().post("/v1/chat/completions", QUESTION)); // each wants one to the vendor, too
            }
            goOn.countDown();
            assertThat(client.chunksToEnd()).contains("data: [DONE]");
            assertThat(crowd.stream().map(RawClient::answer).filter(answer -> answer.status() != 200).findFirst())
                    .as("whose fault it is").hasValueSatisfying(ProcessTest::assertOurs);
            crowd.forEach(RawClient::close);
            assertThat(program.chatUntilServed()).contains("Well").contains("data: [DONE]");
        }
    }

    private static void assertOurs(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("1");
        assertThat(answer.message()).contains("too many connections and files");
    }

    /** Says one word, and the rest when the test allows it. */
    private void pause(ScriptedVendor.Peer peer) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        peer.send(FRAME);
        try {
            goOn.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        peer.send(END);
        peer.send(ScriptedVendor.lastChunk());
    }

    /**
     * The gateway in a process of its own.
     *
     * <p>From jars, as everywhere but in a build: these stay open, while a class in a folder is a file that cannot be opened
     * any more when the descriptors have run out.
     */
    private record Program(Process process, int port) implements AutoCloseable {

        private static final String CLASS_PATH = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of).map(Program::packed).map(Path::toString).collect(Collectors.joining(":"));

        private static Path packed(Path entry) {
            if (!Files.isDirectory(entry)) {
                return entry;
            }
            try {
                Path jar = Files.createTempFile("pollux", ".jar");
                jar.toFile().deleteOnExit();
                int code = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create",
                        "--no-compress", "--file", jar.toString(), "-C", entry.toString(), ".");
                assertThat(code).as("jar").isZero();
                return jar;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Program start(ScriptedVendor vendor, String drain, int descriptors) throws IOException {
            var command = new ArrayList<String>();
            if (descriptors < Integer.MAX_VALUE) {
                command.addAll(List.of("sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"));
            }
            command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-opens=java.base/java.lang=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
                    CLASS_PATH, "dev.pollux.Main", "serve", "--port", "0"));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("GEMINI_API_KEY", "test-key");
            builder.environment().put("GEMINI_BASE_URL", vendor.base().toString());
            builder.environment().put("POLLUX_MODELS_REFRESH", "0s");
            builder.environment().put("POLLUX_SERVER_DRAIN", drain);
            Process process = builder.start();
            BufferedReader out = process.inputReader();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ready ")) {
                    Thread.startVirtualThread(() -> readOn(out));
                    return new Program(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
                }
            }
            throw new IOException("the program ended with " + process.exitValue());
        }

        /** Its lines must go somewhere. */
        private static void readOn(BufferedReader out) {
            try {
                out.transferTo(Writer.nullWriter());
            } catch (IOException _) {
                // it has ended
            }
        }

        RawClient client() {
            return RawClient.connect(port);
        }

        /** SIGTERM. */
        void signal() {
            process.destroy();
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        }

        /** What is answered once a connection is served. */
        String chatUntilServed() {
            for (int i = 0; i < 1_000; i++) {
                try (RawClient client = client()) {
                    RawAnswer answer = client.post("/v1/chat/completions", QUESTION).answer();
                    if (answer.status() == 200) {
                        return answer.body();
                    }
                    assertOurs(answer);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                } catch (UncheckedIOException _) {
                    // closed while we spoke: those that have left are not all noticed yet
                }
            }
            throw new AssertionError("nobody is served");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
