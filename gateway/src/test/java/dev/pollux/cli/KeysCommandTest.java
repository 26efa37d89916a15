package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Gateway;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class KeysCommandTest {
    private static final String FIRST = "a-first-key-of-ours";
    private static final String SECOND = "a-second-key-of-ours";
    private static final String TOKEN = "a-token-for-clients";

    @TempDir
    private Path folder;

    @Test
    void theKeysOfTheSettingsAreShownByTheirNumbers() throws IOException {
        String table = run(0, settings("http://127.0.0.1:1"));
        assertThat(table.lines()).hasSize(3);
        assertThat(table).contains("gemini            1  ready").contains("gemini            2  ready");
    }

    @Test
    void aProbeAsksEachKey() throws IOException {
        try (Sandbox vendor = Sandbox.start("127.0.0.1", 0)) {
            assertThat(run(0, settings(vendor.base().toString()), "--probe")).containsPattern("accepted, \\d+ models");
            assertThat(vendor.recorded()).hasSize(2);
        }
    }

    @Test
    void aProbeOfAnthropicNamesTheVersionWithoutWhichItIsRefused() throws IOException {
        try (Sandbox vendor = Sandbox.start("127.0.0.1", 0)) {
            Path settings = Files.writeString(folder.resolve("anthropic.yaml"),
                    "anthropic: {base-url: '%s', api-key: %s}\n".formatted(vendor.base(), FIRST));
            assertThat(run(0, settings, "--probe")).containsPattern("accepted, \\d+ models");
            assertThat(vendor.recorded().getFirst().headers()).containsEntry("anthropic-version", "2023-06-01");
        }
    }

    @Test
    void aProbeTellsWhyAVendorCannotBeAsked() throws IOException {
        assertThat(run(0, settings("http://127.0.0.1:1"), "--probe")).contains("The upstream refused the connection.");
    }

    @Test
    void aRunningGatewayTellsItsStatesToWhoHasAToken() throws IOException {
        try (Sandbox vendor = Sandbox.start("127.0.0.1", 0); Gateway gateway = gateway(vendor)) {
            String server = "http://127.0.0.1:" + gateway.port();
            assertThat(run(0, settings("http://127.0.0.1:1"), "--server", server).lines()).hasSize(2);
            Path stranger = Files.writeString(folder.resolve("stranger.yaml"), "access.token: another-token\n");
            assertThat(run(1, stranger, "--server", server)).contains("401");
        }
    }

    @Test
    void aKeyIsUsedAgainWhenSomebodySaysSo() throws IOException {
        try (Sandbox vendor = Sandbox.start("127.0.0.1", 0); Gateway gateway = gateway(vendor)) {
            String server = "http://127.0.0.1:" + gateway.port();
            assertThat(run(0, settings("http://127.0.0.1:1"), "--server", server, "--reset", "gemini/1").lines())
                    .hasSize(2).last().asString().contains("gemini", "ready");
            assertThat(run(1, settings("http://127.0.0.1:1"), "--server", server, "--reset", "gemini/7"))
                    .contains("no key gemini/7");
            assertThat(run(2, settings("http://127.0.0.1:1"), "--server", server, "--reset", "gemini"))
                    .contains("gemini/1");
            Path stranger = Files.writeString(folder.resolve("stranger.yaml"), "access.token: another-token\n");
            assertThat(run(1, stranger, "--server", server, "--reset", "gemini/1")).contains("401");
        }
    }

    private static Gateway gateway(Sandbox vendor) {
        return Gateway.start(Configuration.read(Sources.of(Path.of("/nowhere"), Map.of())
                .withOption("test", Keys.SERVER_PORT, "0")
                .withOption("test", Keys.MODELS_REFRESH, "0s")
                .withOption("test", Keys.ACCESS_TOKEN, TOKEN)
                .withOption("test", Keys.GEMINI_BASE_URL, vendor.base().toString())
                .withOption("test", Keys.GEMINI_API_KEY, FIRST)));
    }

    private Path settings(String vendor) throws IOException {
        return Files.writeString(folder.resolve("pollux.yaml"), """
                access.token: %s
                gemini:
                  base-url: %s
                  api-key: [%s, %s]
                """.formatted(TOKEN, vendor, FIRST, SECOND));
    }

    private static String run(int exit, Path settings, String... more) {
        var printed = new StringWriter();
        var out = new PrintWriter(printed, true);
        var line = Pollux.commandLine().setOut(out).setErr(out);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "keys";
        arguments[1] = "--config";
        arguments[2] = settings.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(line.execute(arguments)).as(printed.toString()).isEqualTo(exit);
        assertThat(printed.toString()).doesNotContain(FIRST, SECOND, TOKEN);
        return printed.toString();
    }
}
