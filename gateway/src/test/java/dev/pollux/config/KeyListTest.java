package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.keys.KeyConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class KeyListTest {
    @TempDir
    private Path folder;

    @Test
    void aKeyStandsAloneOrWithWhatIsSaidOfIt() {
        List<KeyConfig> keys = new Trial(folder).environment("PAID", "key-3").yaml("""
                gemini:
                  api-key:
                    - key-1, key-2
                    - {key: '${PAID}', name: paid, weight: 5, rpm: 100, rpd: 0, tpm: 1000, concurrent: 4}
                    - key: key-1
                """).read().get(Keys.GEMINI_API_KEY);
        assertThat(keys).map(key -> key.secret().reveal()).containsExactly("key-1", "key-2", "key-3");
        assertThat(keys.getFirst()).usingRecursiveComparison().isEqualTo(KeyConfig.of(keys.getFirst().secret()));
        assertThat(keys.getLast()).usingRecursiveComparison().isEqualTo(new KeyConfig(keys.getLast().secret(),
                Optional.of("paid"), 5, OptionalInt.of(100), OptionalInt.of(0), OptionalInt.of(1000),
                OptionalInt.of(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: canary}", "{key: canary, weigth: 2}", "{key: canary, weight: 0}",
            "{key: canary, rpm: many}", "{key: 'canary canary'}", "[[canary]]", "{key: [canary]}"})
    void anythingElseIsRefusedAndNotShown(String written) {
        assertThat(new Trial(folder).yaml("gemini: {api-key: [" + written + "]}\n").errors()).singleElement().asString()
                .contains("gemini.api-key", "weight").doesNotContain("canary");
    }
}
