package dev.pollux.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.util.CachingDateFormatter;
import dev.pollux.exchange.Outcome;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.Usage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** One line for each exchange, written in batches, and never at the cost of an exchange. */
class ExchangeLogTest {
    static final Outcome ANSWERED = new Outcome("req_1", "POST", "/v1/chat/completions", "10.0.0.7",
            "generate", "openai-chat", "token-1", "gemini-2.5-flash", true, "gemini/gemini-2.5-flash", 2, 3, 0, 200,
            Optional.empty(), new Usage(OptionalLong.of(11), OptionalLong.of(4), OptionalLong.empty(),
                    OptionalLong.of(22), OptionalLong.empty()),
            false, List.of("seed"), Duration.ofMillis(120), Duration.ofMillis(1_234));
    private static final Outcome REFUSED = new Outcome("req_2", "GET", "/x\ny", "::1", "none", "gemini", "", "", false,
            "", 0,
            0, 0, 404, Optional.of(Failure.of(Failure.Kind.NOT_FOUND, "a\u2028b")), Usage.UNKNOWN, false, List.of(),
            Duration.ZERO, Duration.ofMillis(1));

    private final BlockingQueue<Batch> written = new LinkedBlockingQueue<>();
    private final List<Long> lost = new ArrayList<>();

    @Test
    void whatComesTogetherIsWrittenTogether() throws InterruptedException {
        try (var log = new ExchangeLog(100, () -> true, written::add, lost::add)) {
            for (int i = 0; i < 50; i++) {
                log.accept(ANSWERED);
            }
            int count = 0;
            int batches = 0;
            while (count < 50) {
                count += written.take().exchanges().size();
                batches++;
            }
            assertThat(count).isEqualTo(50);
            assertThat(batches).isLessThan(25);
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void everythingThatWaitsIsWrittenAtTheEnd() {
        var log = new ExchangeLog(100, () -> true, written::add, lost::add);
        for (int i = 0; i < 70; i++) {
            log.accept(ANSWERED);
        }
        log.close();
        assertThat(written.stream().mapToInt(batch -> batch.exchanges().size()).sum()).isEqualTo(70);
    }

    @Test
    void nothingIsKeptForALogThatNobodyReads() {
        var log = new ExchangeLog(0, () -> false, written::add, lost::add);
        log.accept(ANSWERED);
        log.close();
        assertThat(written).isEmpty();
        assertThat(lost).isEmpty();
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCountedAndHoldsNobodyUp() throws InterruptedException {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var log = new ExchangeLog(10, () -> true, batch -> {
            written.add(batch);
            writing.countDown();
            awaited(goOn);
        }, lost::add);
        log.accept(ANSWERED);
        writing.await();
        for (int i = 0; i < 25; i++) {
            log.accept(ANSWERED);
        }
        goOn.countDown();
        log.close();
        assertThat(written.stream().mapToInt(batch -> batch.exchanges().size()).sum()).isEqualTo(11);
        assertThat(lost.stream().mapToLong(Long::longValue).sum()).isEqualTo(15);
    }

    @Test
    void aLineForPeopleTellsEverythingAndStaysOneLine() {
        assertThat(line(new HumanLines(), ANSWERED)).isEqualTo("""
                TIME INFO  POST /v1/chat/completions 200 gemini-2.5-flash(stream) id=req_1 1.234s first=0.120s \
                api=openai-chat/generate caller=token-1 from=10.0.0.7 upstream=gemini/gemini-2.5-flash key=2 \
                attempts=3 in=11 out=22 cached=4 losses=seed
                """);
        assertThat(line(new HumanLines(), REFUSED)).isEqualTo("""
                TIME INFO  GET /x y 404 id=req_2 0.001s api=gemini/none caller= from=::1 failure=not_found "a b"
                """);
    }

    @Test
    void aLineForProgramsHasAFieldForEverythingAndNullForWhatIsUnknown() {
        JsonNode line = Json.tree(line(new JsonLines(), ANSWERED));
        assertThat(line).isEqualTo(Json
                .tree("""
                        {"time":"TIME","level":"INFO","message":"exchange","id":"req_1","method":"POST",
                         "path":"/v1/chat/completions","status":200,"failure":null,"failure_message":null,"caller":"token-1",
                         "client":"10.0.0.7","dialect":"openai-chat","route":"generate","model":"gemini-2.5-flash","stream":true,
                         "target":"gemini/gemini-2.5-flash","key":2,"attempts":3,"recovered":0,"total_ms":1234,"first_byte_ms":120,
                         "tokens_in":11,"tokens_out":22,"tokens_cached":4,"tokens_thinking":null,
                         "tokens_source":"reported","losses":["seed"]}"""));
        JsonNode refused = Json.tree(line(new JsonLines(), REFUSED));
        assertThat(refused.path("failure").asString()).isEqualTo("not_found");
        assertThat(refused.path("first_byte_ms").isNull()).isTrue();
        assertThat(refused.path("tokens_in").isNull()).isTrue();
        assertThat(refused.path("model").isNull()).isTrue();
    }

    private static String line(LineForm form, Outcome outcome) {
        var out = new StringBuilder();
        form.exchange(new Ended(0, outcome), new CachingDateFormatter("'TIME'"), out);
        return out.toString();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            // closing
        }
    }
}
