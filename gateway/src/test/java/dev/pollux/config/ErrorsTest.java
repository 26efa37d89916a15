package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

class ErrorsTest {
    private static final String PORTS = "; allowed: a whole number from 0 to 65535";
    private static final String NO_YAML = ": found no valid YAML; ";

    @TempDir
    Path folder;
    Trial trial;

    @BeforeEach
    void inAnEmptyFolder() {
        trial = new Trial(folder);
    }

    static Stream<Arguments> filesAndTheirOneError() {
        return Stream.of(
                arguments("server:\n  port: 80000\n", "server.port (pollux.yaml line 2): found \"80000\"" + PORTS),
                arguments("server:\n  port:\n", "server.port (pollux.yaml line 2): found nothing" + PORTS),
                arguments("server:\n  port: [1, 2]\n", "server.port (pollux.yaml line 2): found a list" + PORTS),
                arguments("server:\n  port:\n    number: 1\n", "server.port (pollux.yaml line 2): found a map" + PORTS),
                arguments("log: info\n",
                        "log (pollux.yaml line 1): found a text; allowed: a map of level, format, exchanges, file, file-size, files, detail, detail-file, detail-limit"),
                arguments("log:\n- level\n", "log (pollux.yaml line 1): found a list; allowed: a map of level, format,"
                        + " exchanges, file, file-size, files, detail, detail-file, detail-limit"),
                arguments("log:\n  levle: info\n",
                        "log.levle (pollux.yaml line 2): found an unknown key; did you mean log.level?"),
                arguments("sever:\n  port: 1\n",
                        "sever (pollux.yaml line 1): found an unknown key; did you mean server?"),
                arguments("sever.port: 1\n",
                        "sever.port (pollux.yaml line 1): found an unknown key; did you mean server.port?"),
                arguments("port: 1\n", "port (pollux.yaml line 1): found an unknown key; did you mean server.port?"),
                arguments("server: {bodyLimit: 1MiB}\n",
                        "server.bodyLimit (pollux.yaml line 1): found an unknown key; did you mean server.body-limit?"),
                arguments("AUTH_TOKEN: abc\n",
                        "AUTH_TOKEN (pollux.yaml line 1): found an unknown key; did you mean access.token?"),
                arguments("access:\n  quota: 5\n",
                        "access.quota (pollux.yaml line 2): found an unknown key; allowed: token, open"),
                arguments("server:\n  port: 1\n  port: 2\n",
                        "server.port (pollux.yaml line 3): found the key a second time; the first is in line 2: strike"
                                + " one of them out"),
                arguments("log:\n  level: info\nlog:\n  file: x\n",
                        "log (pollux.yaml line 3): found the key a second time; the first is in line 1: strike one of"
                                + " them out"),
                arguments("log.level: info\nlog:\n  level: info\n",
                        "log.level (pollux.yaml line 3): found the key a second time; the first is in line 1: strike"
                                + " one of them out"),
                arguments("server:\n  port: ${MY_PORT}\n",
                        "server.port (pollux.yaml line 2): found ${MY_PORT}, but the variable MY_PORT is not set; set"
                                + " it, or write ${MY_PORT:-fallback}"),
                arguments("server:\n  port: ${MY-PORT}\n",
                        "server.port (pollux.yaml line 2): found a ${ that begins no reference; write ${NAME} or"
                                + " ${NAME:-fallback}, or $${ for the characters themselves"),
                arguments("access:\n  token: !secret\n",
                        "access.token (pollux.yaml line 2, column 10): found a value that begins with &, * or !; put it"
                                + " in quotes"),
                arguments("log:\n\tlevel: info\n",
                        "pollux.yaml line 2, column 1" + NO_YAML + "indent with blanks, not with tabs"),
                arguments("log:\n  level: a: b\n", "pollux.yaml line 2, column 11" + NO_YAML
                        + "put a value that holds a colon and a blank in quotes, and indent the keys of a section alike"),
                arguments("log:\n  level: @info\n", "pollux.yaml line 2, column 10" + NO_YAML
                        + "put a value that begins with a special sign in single quotes"),
                arguments("log\nserver:\n", "pollux.yaml line 2, column 7" + NO_YAML
                        + "put a value that holds a colon and a blank in quotes, and indent the keys of a section alike"),
                arguments("server:\n  cors-origins: [a,\n", "pollux.yaml line 3, column 1" + NO_YAML
                        + "look for a bracket or quote that is not closed, and for lines that are not indented alike"),
                arguments("- a\n", "pollux.yaml line 1: found a list as the whole; write sections with keys, such as"
                        + " server: and in it port: 8000"),
                arguments("log.level: info\n---\nlog.level: warn\n", "pollux.yaml line 3, column 1: found a second"
                        + " document; keep one, without --- between"));
    }

    @ParameterizedTest
    @MethodSource("filesAndTheirOneError")
    void anErrorInTheFileSaysWhereWhatAndWhatIsAllowed(String yaml, String error) {
        assertThat(trial.yaml(yaml).errors()).containsExactly(error);
    }

    @Test
    void anErrorInTheEnvironmentNamesTheVariable() {
        trial.environment("PORT", "tcp://10.0.0.1:80").dotEnv("HOST=a b\n");
        assertThat(trial.errors()).containsExactly(
                "server.host (.env line 1, HOST): found \"a b\"; allowed: a host name or an IP address, without scheme"
                        + " and port",
                "server.port (environment PORT): found \"tcp://10.0.0.1:80\"" + PORTS);
    }

    @Test
    void anErrorOnTheCommandLineNamesTheOption() {
        trial.option("--port", Keys.SERVER_PORT, "many");
        assertThat(trial.errors()).containsExactly("server.port (--port): found \"many\"" + PORTS);
    }

    @Test
    void aMisspeltVariableOfOursIsAnErrorAndAForeignOneIsNot() {
        trial.environment("POLLUX_LOG_LEVLE", "warn").environment("POLLUX_SERVICE_HOST", "10.0.0.1");
        assertThat(trial.errors()).containsExactly(
                "environment POLLUX_LOG_LEVLE: found an unknown variable; did you mean POLLUX_LOG_LEVEL?");
    }

    @Test
    void aLogIsNotKeptInWhatIsNoFile(@TempDir Path folder) {
        trial.environment("POLLUX_LOG_FILE", folder.toString()).environment("POLLUX_LOG_DETAIL_FILE",
                folder.toString());
        assertThat(trial.errors()).hasSize(2)
                .allSatisfy(error -> assertThat(error).contains("which is no regular file"));
    }

    @Test
    void allErrorsOfAllSourcesComeAtOnce() {
        trial.yaml("server:\n  port: a\n  drian: 1s\nlog:\n  level: loud\n");
        trial.dotEnv("no assignment\n").environment("PORT", "b").option("--host", Keys.SERVER_HOST, "0.0.0.0");
        assertThat(trial.errors()).satisfiesExactly(
                dotEnv -> assertThat(dotEnv).startsWith(".env line 1: found a line that sets nothing"),
                unknown -> assertThat(unknown).endsWith("did you mean server.drain?"),
                environment -> assertThat(environment).startsWith("server.port (environment PORT)"),
                file -> assertThat(file).startsWith("server.port (pollux.yaml line 2)"),
                level -> assertThat(level).endsWith("found \"loud\"; allowed: error, warn, info, debug or trace"),
                rule -> assertThat(rule).startsWith("server.host (--host)"));
    }

    @Test
    void anErrorIsReportedEvenWhereAStrongerSourceWins() {
        trial.yaml("server.port: many").option("--port", Keys.SERVER_PORT, "80");
        assertThat(trial.errors()).containsExactly("server.port (pollux.yaml line 1): found \"many\"" + PORTS);
    }

    @Test
    void aFileInAnotherEncodingIsAnError() throws IOException {
        Files.write(folder.resolve("pollux.yaml"), new byte[]{'a', ':', ' ', (byte) 0xE4, '\n'});
        assertThat(trial.errors()).singleElement().asString().contains("not in UTF-8").endsWith("save it in UTF-8");
    }

    @Test
    void aFileThatIsTooLongForSettingsIsAnError() {
        assertThat(trial.yaml("#".repeat(1 << 20)).read().values()).isNotEmpty();
        assertThat(trial.yaml("#".repeat((1 << 20) + 1)).errors()).singleElement().asString()
                .contains("a file of more than 1MiB").endsWith("name a file of settings");
    }

    @Test
    void aControlCharacterNeverReachesTheTerminal() {
        trial.environment("PORT", "\u001b[31mred").yaml("\"\\e[31m\": 1\n");
        assertThat(trial.failure()).message().doesNotContain("\u001b");
    }

    @Test
    void theMessageOfTheExceptionIsTheReport() {
        trial.environment("PORT", "x").yaml("prt: 1");
        assertThat(trial.failure()).hasMessage("""
                The configuration has 2 errors:
                  prt (pollux.yaml line 1): found an unknown key; did you mean server.port?
                  server.port (environment PORT): found "x"; allowed: a whole number from 0 to 65535
                """);
    }
}
