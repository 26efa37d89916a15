package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** A client that is refused while it sends goes on sending, and reads why when it has sent everything. */
class RefusedBodiesTest {
    private static final String PATH = "/v1/chat/completions";
    /** More than all buffers between a client and the gateway hold. */
    private static final int MUCH = 40 << 20;
    private static final byte[] PIECE = new byte[1 << 20];

    @ParameterizedTest
    @CsvSource({"1MiB,413,request_too_large", "64MiB,503,server_is_overloaded"})
    void whoReadsOnlyAfterwardsSeesTheRefusal(String limit, int status, String code) {
        try (Full full = new Full(limit); RawClient client = full.running.client()) {
            RawAnswer answer = sendAll(client).answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.header("connection")).contains("close");
            assertThat(client.hears()).as("anything behind it").isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1MiB,413", "64MiB,503"})
    void soDoesOpenAisClient(String limit, int status) {
        try (Full full = new Full(limit)) {
            OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("any").maxRetries(0)
                    .baseUrl("http://127.0.0.1:" + full.running.port() + "/v1").build();
            var params = ChatCompletionCreateParams.builder().model("any").addUserMessage("x".repeat(MUCH)).build();
            assertThat(catchThrowableOfType(OpenAIServiceException.class,
                    () -> client.chat().completions().create(params)).statusCode()).isEqualTo(status);
            client.close();
        }
    }

    @Test
    void thatIsBorneForSoManyBytes() {
        try (Running running = Running.start(Running.with(Keys.SERVER_BODY_LIMIT, "1MiB"),
                Running.with(Keys.SERVER_LINGER_LIMIT, "1MiB")); RawClient client = running.client()) {
            assertThatThrownBy(() -> sendAll(client)).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static RawClient sendAll(RawClient client) {
        client.send("POST", PATH, "content-type: application/json", "content-length: " + MUCH);
        for (int sent = 0; sent < MUCH; sent += PIECE.length) {
            client.say(PIECE);
        }
        return client;
    }

    /** A gateway whose room for large bodies is taken. */
    private static final class Full implements AutoCloseable {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answering = new CountDownLatch(1);
        private final ScriptedVendor vendor = ScriptedVendor.start(peer -> {
            asked.countDown();
            await(answering);
        });
        private final Running running;
        private final RawClient first;

        Full(String limit) {
            running = Running.before(vendor, Running.with(Keys.SERVER_BODY_LIMIT, limit),
                    Running.with(Keys.SERVER_BODIES_LIMIT, limit));
            first = running.client();
            int length = limit.equals("64MiB") ? 30 << 20 : 1_000;
            first.post(PATH, "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\""
                    + "x".repeat(length) + "\"}]}");
            await(asked);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            answering.countDown();
            first.close();
            running.close();
            vendor.close();
        }
    }
}
