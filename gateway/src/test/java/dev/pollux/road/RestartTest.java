package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A process that begins anew knows its keys again. */
class RestartTest {
    private static final String DEAD = ScriptedVendor.whole("400 Bad", "application/json", """
            {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",
            "status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
            "reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""");
    private static final String WELL = ScriptedVendor.whole("200 OK", "application/json",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}]},\"finishReason\":\"STOP\"}]}");
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Hi"}]}""";

    @TempDir
    private Path folder;

    @Test
    void aKeyThatIsDeadIsNotAskedAgain() {
        assertThat(afterRestart(Running.with(Keys.KEYS_STATE_FILE, folder.resolve("keys.json").toString())))
                .containsExactly("good");
    }

    @Test
    void withoutAFileItIs() {
        assertThat(afterRestart(Running.with(Keys.KEYS_SELECTION, "round-robin"))).containsExactly("dead", "good");
    }

    /** The keys that are asked by the first request of the second process. */
    private static List<String> afterRestart(Running.Setting setting) {
        try (ScriptedVendor vendor = ScriptedVendor.start(
                peer -> peer.send(peer.request().contains("canary-dead") ? DEAD : WELL))) {
            for (int start = 0; start < 2; start++) {
                try (Running running = Running.before(vendor, setting,
                        Running.with(Keys.GEMINI_API_KEY, "canary-dead,canary-good"))) {
                    assertThat(running.chat(QUESTION).said()).isEqualTo("Well");
                }
            }
            List<String> asked = vendor.requests().stream()
                    .map(request -> request.contains("canary-dead") ? "dead" : "good").toList();
            assertThat(asked).startsWith("dead", "good");
            return asked.subList(2, asked.size());
        }
    }
}
