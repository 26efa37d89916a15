package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class RulesTest {
    @TempDir
    Path folder;
    Trial trial;

    @BeforeEach
    void inAnEmptyFolder() {
        trial = new Trial(folder);
    }

    @Test
    void aPublicAddressWithoutATokenIsRefusedWithTheTwoWaysOut() {
        assertThat(trial.environment("HOST", "0.0.0.0").errors()).containsExactly(
                """
                        server.host (environment HOST): found "0.0.0.0", which others can reach, but no client token; allowed: \
                        127.0.0.1, as long as there is no token; either set AUTH_TOKEN (access.token), or let everybody in with \
                        access.open: true""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void loopbackNeedsNoToken(String host) {
        assertThat(trial.environment("HOST", host).read().get(Keys.ACCESS_TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.1", "gateway.example", "127.0.0.1.example"})
    void anyOtherAddressNeedsATokenOrThatItIsOpen(String host) {
        trial.environment("HOST", host);
        assertThat(trial.errors()).hasSize(1);
        trial.yaml("access.open: true");
        assertThat(trial.read().get(Keys.SERVER_HOST)).isEqualTo(host);
        trial.yaml("").environment("AUTH_TOKEN", "a-token-nobody-knows");
        assertThat(trial.read().get(Keys.SERVER_HOST)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "123456", "sk-1234", "sk-1234567,1234567", "aaaaaaaaaaaa", "PASSWORD"})
    void aWeakTokenIsRefusedOnAPublicAddressOnly(String token) {
        trial.environment("AUTH_TOKEN", token);
        assertThat(trial.read().get(Keys.ACCESS_TOKEN)).isNotEmpty();
        assertThat(trial.environment("HOST", "0.0.0.0").errors()).containsExactly(
                """
                        access.token (environment AUTH_TOKEN): found a token that is easily guessed; allowed: tokens of at least 8 \
                        characters that stand in no example; make one with: openssl rand -hex 24""");
    }

    @Test
    void aRuleOverAKeyWithAnErrorIsNotAsked() {
        trial.environment("HOST", "0.0.0.0").environment("AUTH_TOKEN", "with a blank");
        assertThat(trial.errors()).singleElement().asString().startsWith("access.token (environment AUTH_TOKEN)");
    }

    @ParameterizedTest
    @CsvSource({"server.line-limit, 33KiB, server.head-limit", "upstream.frame-limit, 65MiB, upstream.answer-limit",
            "upstream.first-byte-timeout, 2h, upstream.total-timeout",
            "upstream.idle-timeout, 2h, upstream.total-timeout"})
    void aPartIsNotAboveTheWhole(String part, String value, String whole) {
        assertThat(trial.yaml(part + ": " + value).errors()).singleElement().asString()
                .startsWith(part + " (pollux.yaml line 1): found " + value + "; allowed: at most " + whole);
    }

    @Test
    void theFileOfModelsMustExist() {
        String file = folder.resolve("models.json").toString();
        assertThat(trial.yaml("models.file: '" + file + "'").errors()).containsExactly(
                "models.file (pollux.yaml line 1): found no readable file: " + file + "; allowed: the path of a file");
        assertThat(trial.file("models.json", "{}").read().get(Keys.MODELS_FILE)).contains(Path.of(file));
    }
}
