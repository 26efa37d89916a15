package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream that breaks off is an error for everybody who reads it, and never looks like a whole one. */
class BrokenStreamTest {
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private static final byte[] HALF = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[{"text":"Half"}],"role":"model"},"index":0}]}

            """));

    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor, Running.with(Keys.UPSTREAM_FRAME_LIMIT, "32KiB"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @Test
    void aCutConnectionEndsAsAnError() {
        assertBroken(peer -> {}, "upstream_cut", "broke off");
    }

    @Test
    void aResetEndsAsAnError() {
        assertBroken(ScriptedVendor.Peer::reset, "upstream_cut", "broke off");
    }

    @Test
    void aProperEndOfTheTransportWithoutTheVendorsOwnEndsAsAnError() {
        assertBroken(peer -> peer.send(ScriptedVendor.lastChunk()), "upstream_cut", "broke off");
    }

    @Test
    void aFrameThatCannotBeReadEndsAsAnError() {
        assertBroken(peer -> peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: {\"candidates\":[{\n\n"))),
                "upstream_garbage", "could not be read");
    }

    @Test
    void aFrameBeyondTheLimitEndsAsAnErrorAndIsNotReadToItsEnd() {
        assertBroken(peer -> {
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: \"" + "x".repeat(40_000))));
            peer.awaitClose();
        }, "upstream_garbage", "longer than");
    }

    @Test
    void aChunkThatIsNoneEndsAsAnError() {
        assertBroken(peer -> peer.send("zz\r\nnonsense\r\n"), "upstream_cut", "broke off");
    }

    @Test
    void anErrorFrameEndsAsAnErrorInItsWords() {
        assertBroken(peer -> peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("""
                data: {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}

                """))), "overloaded", "The model is overloaded.");
    }

    @Test
    void aKeyThatIsSpentInTheMiddleOfAStreamRests() {
        assertBroken(peer -> peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("""
                data: {"error":{"code":429,"message":"Slowly.","status":"RESOURCE_EXHAUSTED","details":[{"@type":\
                "type.googleapis.com/google.rpc.RetryInfo","retryDelay":"300s"}]}}

                """))), "rate_limited", "Slowly.");
        assertThat(running.send("GET", "/pollux/keys").body()).contains("\"state\":\"resting\"");
    }

    @Test
    void silenceEndsAsAnError() {
        try (Running impatient = Running.before(vendor, Running.with(Keys.UPSTREAM_IDLE_TIMEOUT, "1s"))) {
            assertBroken(impatient, ScriptedVendor.Peer::awaitClose, "upstream_stalled", "sent nothing for 1 s");
        }
    }

    @Test
    void aStreamThatBreaksBeforeItsFirstWordIsStillAnErrorWithAStatus() {
        vendor.play(peer -> peer.send(ScriptedVendor.streamHead()));
        RawAnswer answer = running.chat(QUESTION);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.message()).contains("broke off");
    }

    @Test
    void anErrorInTheFirstFrameHasItsOwnStatus() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("""
                    data: {"error":{"code":429,"message":"Slowly.","status":"RESOURCE_EXHAUSTED"}}

                    """)));
        });
        RawAnswer answer = running.chat(QUESTION);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.message()).isEqualTo("Slowly.");
    }

    private void assertBroken(ScriptedVendor.Script end, String kind, String words) {
        assertBroken(running, end, kind, words);
    }

    private void assertBroken(Running gateway, ScriptedVendor.Script end, String kind, String words) {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(HALF);
            end.play(peer);
        });
        try (var log = LogLines.at("info")) {
            RawAnswer answer = gateway.chat(QUESTION);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("\"content\":\"Half\"").doesNotContain("[DONE]")
                    .doesNotContain("\"finish_reason\":\"");
            String last = answer.body().substring(answer.body().lastIndexOf("data: "));
            assertThat(last).startsWith("data: {\"error\":{\"message\":\"").contains(words).endsWith("}}\n\n")
                    .contains("\"type\":", "\"param\":", "\"code\":");
            assertThat(answer.complete()).as("the last chunk was sent").isFalse();
            assertThat(log.await(line -> line.contains("/v1/chat/completions 200"))).contains("failure=" + kind);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
