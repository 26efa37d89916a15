package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.secret.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands as a user sees them: exit code, output, errors. */
class CommandsTest {
    @TempDir
    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void checkShowsEachValueWithItsSourceAndNoSecret() throws IOException {
        assertThat(run("check", "--config", file("""
                server:
                  body-limit: 5MiB
                access:
                  token: a-token-that-nobody-may-see
                gemini:
                  api-key: a-key-that-nobody-may-see
                """))).isZero();
        assertThat(out.toString()).contains("server.body-limit", "5MiB", "pollux.test.yaml", "access.token", "***")
                .doesNotContain("nobody-may-see");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkNamesEverythingThatIsWrongAndASuggestion() throws IOException {
        assertThat(run("check", "--config", file("""
                server:
                  body-limit: much
                  hosts: 127.0.0.1
                upstream:
                  connections: 0
                """))).isEqualTo(78);
        assertThat(err.toString()).contains("server.body-limit", "much", "server.hosts", "did you mean server.host",
                "upstream.connections", "pollux.test.yaml");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void hashTokenMakesATokenThatItsHashKnowsAgain() {
        assertThat(run("hash-token")).isZero();
        List<String> words = List.of(out.toString().split("\\s+"));
        String token = words.stream().filter(word -> word.startsWith("plx-")).findFirst().orElseThrow();
        assertThat(token).hasSize(52);
        assertThat(words).contains(Digest.of(token).text());
        assertThat(run("hash-token")).isZero();
        assertThat(out.toString().split(token, -1)).as("never the same twice").hasSize(2);
    }

    @Test
    void hashTokenHashesATokenFromStandardInputUnlessItIsShort() {
        assertThat(said("a-token-of-twenty-four--\n", "hash-token", "--stdin")).isZero();
        assertThat(out.toString().strip()).isEqualTo(Digest.of("a-token-of-twenty-four--").text());
        assertThat(said("short\n", "hash-token", "--stdin")).isEqualTo(1);
        assertThat(err.toString()).contains("less than 20").doesNotContain("short");
    }

    private int said(String input, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aFileThatIsNotThereIsAWrongConfiguration() {
        assertThat(run("check", "--config", folder.resolve("none.yaml").toString())).isEqualTo(78);
        assertThat(err.toString()).contains("none.yaml");
    }

    @Test
    void aFileThatIsNoYamlIsAWrongConfiguration() throws IOException {
        assertThat(run("check", "--config", file("server: ["))).isEqualTo(78);
        assertThat(err.toString()).contains("pollux.test.yaml").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "gateway.example"})
    void servingAPublicAddressWithoutATokenIsRefusedAndBothWaysOutAreNamed(String host) throws IOException {
        assertThat(run("serve", "--config", file("gemini:\n  api-key: k\naccess:\n  token: ''\n"), "--port", "0",
                "--host", host)).isEqualTo(78);
        assertThat(err.toString()).contains("--host", host, "AUTH_TOKEN", "access.token", "access.open: true")
                .doesNotContain("\tat ");
    }

    @Test
    void servingAPublicAddressWithAGuessableTokenIsRefused() throws IOException {
        assertThat(run("serve", "--config", file("access:\n  token: '123456'\n"), "--host", "0.0.0.0", "--port", "0"))
                .isEqualTo(78);
        assertThat(err.toString()).contains("access.token", "easily guessed").doesNotContain("123456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve --nonsense", "check surplus", "serve --config",
            "sandbox --port many"})
    void aWrongCommandLineIs2AndSaysHowItGoes(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).containsIgnoringCase("usage: pollux").doesNotContain("\tat ");
    }

    @Test
    void aMistypedCommandIs2AndTheRightOneIsNamed() {
        assertThat(run("serv")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean", "serve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=many", "--port=70000", "--port=-1"})
    void aPortThatIsNoneIsAWrongConfiguration(String option) {
        assertThat(run("serve", option)).isEqualTo(78);
        assertThat(err.toString()).contains("--port", "65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "serve", "check", "sandbox"})
    void eachCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: pollux " + command);
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "serve", "check", "sandbox", "78", "the configuration is wrong");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("pollux ").contains("Java ");
    }

    private int run(String... line) {
        CommandLine commands = Pollux.commandLine();
        commands.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commands.execute(line);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("pollux.test.yaml"), text).toString();
    }
}
