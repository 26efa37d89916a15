package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollux.secret.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class ConfigurationTest {
    @TempDir
    Path folder;
    Trial trial;

    @BeforeEach
    void inAnEmptyFolder() {
        trial = new Trial(folder);
    }

    @Test
    void nothingSetGivesAllDefaults() {
        Configuration configuration = trial.read();
        assertThat(configuration.values()).hasSameSizeAs(Keys.all())
                .allSatisfy(value -> assertThat(value.source()).isEqualTo(new Source.Default()));
        assertThat(configuration.get(Keys.SERVER_PORT)).isEqualTo(8000);
        assertThat(configuration.get(Keys.SERVER_BODY_LIMIT)).isEqualTo(32L * 1024 * 1024);
        assertThat(configuration.get(Keys.SERVER_DRAIN)).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.get(Keys.SERVER_CORS_ORIGINS)).containsExactly("*");
        assertThat(configuration.get(Keys.GEMINI_API_KEY)).isEmpty();
        assertThat(configuration.get(Keys.MODELS_FILE)).isEmpty();
    }

    @Test
    void eachSourceYieldsToTheOneAboveIt() {
        assertThat(port()).isEqualTo("8000 default");
        trial.yaml("# a comment\nserver:\n  port: 8001\n");
        assertThat(port()).isEqualTo("8001 pollux.yaml line 3");
        trial.dotEnv("# a comment\nPORT=8002\n");
        assertThat(port()).isEqualTo("8002 .env line 2, PORT");
        trial.environment("FC_SERVER_PORT", "8003");
        assertThat(port()).isEqualTo("8003 environment FC_SERVER_PORT");
        trial.environment("PORT", "8004");
        assertThat(port()).isEqualTo("8004 environment PORT");
        trial.option("--port", Keys.SERVER_PORT, "8005");
        assertThat(port()).isEqualTo("8005 --port");
    }

    @Test
    void aBlankValueCountsAsNone() {
        trial.yaml("server:\n  port: ${NO_PORT:-}\nmodels:\naccess:\n  # token: x\n");
        trial.environment("PORT", " ");
        assertThat(port()).isEqualTo("8000 default");
    }

    @Test
    void aKeyWithoutVariablesOfItsOwnHasOneMadeOfItsPath() {
        trial.environment("POLLUX_SERVER_BODY_LIMIT", "1MiB");
        assertThat(trial.read().get(Keys.SERVER_BODY_LIMIT)).isEqualTo(1024L * 1024);
    }

    @Test
    void aDottedNameIsAsGoodAsSections() {
        trial.yaml("server.port: 8001\nserver: {drain: 1m}\n");
        assertThat(port()).isEqualTo("8001 pollux.yaml line 1");
        assertThat(trial.read().get(Keys.SERVER_DRAIN)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aJsonFileIsReadToo() {
        trial.file("conf.json", "{\n\t\"server\": {\n\t\t\"port\": 8001, \"cors-origins\": []}}").config("conf.json");
        assertThat(port()).isEqualTo("8001 conf.json line 3");
        assertThat(trial.read().get(Keys.SERVER_CORS_ORIGINS)).isEmpty();
    }

    @Test
    void theFileOfTheCommandLineWinsOverThatOfTheEnvironmentAndThatOfTheFolder() {
        trial.yaml("server.port: 8001").file("b.yaml", "server.port: 8002").file("c.yaml", "server.port: 8003");
        trial.environment("POLLUX_CONFIG", "b.yaml");
        assertThat(port()).isEqualTo("8002 b.yaml line 1");
        trial.config("c.yaml");
        assertThat(port()).isEqualTo("8003 c.yaml line 1");
    }

    @Test
    void aNamedFileMustExist() {
        assertThat(trial.environment("POLLUX_CONFIG", "no.yaml").errors())
                .containsExactly("environment POLLUX_CONFIG: found no file: " + folder.resolve("no.yaml")
                        + "; name a file that this user may read");
        assertThat(trial.config(".").errors())
                .containsExactly("--config: found a file that cannot be read: " + folder.resolve(".")
                        + "; name a file that this user may read");
    }

    @Test
    void keysComeAsAListOrBetweenAnySeparatorsAndTwiceTheSameIsOne() {
        trial.environment("GEMINI_API_KEYS", "k-1,k-2; k-3\nk-1");
        assertThat(trial.read().get(Keys.GEMINI_API_KEY)).map(key -> key.secret().reveal())
                .containsExactly("k-1", "k-2", "k-3");
        trial.yaml("access:\n  token: [a-token, 'b-token, c-token', 0123]\n");
        assertThat(revealed(Keys.ACCESS_TOKEN)).containsExactly("a-token", "b-token", "c-token", "0123");
    }

    @Test
    void referencesAreReplacedByVariables() {
        trial.environment("STAGE", "two").dotEnv("NAME='three'\nEMPTY=\n");
        trial.yaml("""
                server:
                  cors-origins: one-${STAGE}-${NAME}-${NONE:-four}-${EMPTY:-five}-${EMPTY}-$${SIX}-$7
                """);
        assertThat(trial.read().get(Keys.SERVER_CORS_ORIGINS)).containsExactly("one-two-three-four-five--${SIX}-$7");
    }

    @Test
    void aKeyOfNobodyIsAnIllegalArgument() {
        Key<String> foreign = new Key<>("server.port", Types.text(), "x", List.of(), "");
        Configuration configuration = trial.read();
        assertThatIllegalArgumentException().isThrownBy(() -> configuration.get(foreign));
    }

    @Test
    void everyKeyHasItsOwnPathAndItsOwnVariables() {
        assertThat(Keys.all()).extracting(Key::path).doesNotHaveDuplicates();
        assertThat(Keys.all().stream().flatMap(key -> key.environment().stream())).doesNotHaveDuplicates();
        assertThat(Keys.all()).extracting(Key::meaning).allMatch(meaning -> meaning.endsWith("."));
    }

    private String port() {
        Value<Integer> value = trial.read().value(Keys.SERVER_PORT);
        return value.value() + " " + value.source().text();
    }

    private List<String> revealed(Key<List<Secret>> key) {
        return trial.read().get(key).stream().map(Secret::reveal).toList();
    }
}
