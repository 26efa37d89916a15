package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code docs/moving.md}: every setting of the older programs becomes what the document says. */
class OlderSettingsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| (?:`([^`]+)`|-) \\|.*$");

    @TempDir
    private Path folder;

    /** @param here the key and its value as people see it; null where there is none */
    record Row(String setting, String written, String here) {}

    static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Documents.page("moving.md"))).results().map(OlderSettingsTest::row)
                .toList();
    }

    private static Row row(MatchResult match) {
        return new Row(match.group(1), match.group(2), match.group(3));
    }

    static Stream<Row> rowsWithAMeaning() throws IOException {
        return rows().stream().filter(row -> row.here() != null);
    }

    static Stream<Row> rowsWithoutAMeaning() throws IOException {
        return rows().stream().filter(row -> row.here() == null);
    }

    @ParameterizedTest
    @MethodSource("rowsWithAMeaning")
    void aSettingBecomesWhatTheDocumentSays(Row row) {
        String[] here = row.here().split(": ", 2);
        for (Configuration configuration : everyWay(row.written())) {
            assertThat(configuration.values()).anySatisfy(value -> {
                assertThat(value.key().path()).isEqualTo(here[0]);
                assertThat(value.shown()).isEqualTo(here[1]);
                assertThat(value.source()).isNotEqualTo(new Source.Default());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("rowsWithoutAMeaning")
    void whatIsReadByNobodyDoesNoHarm(Row row) {
        for (Configuration configuration : everyWay(row.written())) {
            assertThat(configuration.values()).noneMatch(value -> value.source().text().contains(row.setting()));
        }
    }

    /** Whoever strikes a row out of the document is told. */
    @ParameterizedTest
    @ValueSource(strings = {"GEMINI_API_KEY", "GEMINI_API_KEYS", "GOOGLE_API_KEY", "GOOGLE_API_KEY_*", "AUTH_TOKEN",
            "PASSWORD", "OUTPUT_API_KEY", "MAX_REQUESTS_PER_MINUTE", "MAX_REQUESTS_PER_DAY_PER_IP", "PORT",
            "FC_SERVER_PORT", "HOST", "HOST_URL", "openai_api_key",
            "openai_base_url", "model_mapping", "default_openai_model", "server.host", "server.port",
            "server.log_level", "logging.enable_detailed_logs", "logging.enable_access_logs", "logging.log_directory"})
    void everySettingIsInTheDocument(String setting) throws IOException {
        assertThat(rows()).extracting(Row::setting).contains(setting);
    }

    @Test
    void allKeysAreOnePoolAndTheirPlaceIsTold() {
        Value<?> keys = new Trial(folder).environment("GEMINI_API_KEY", "a").environment("GEMINI_API_KEYS", "b;c\nd,a")
                .environment("GOOGLE_API_KEY", "e").environment("GOOGLE_API_KEY_2", "f")
                .environment("GOOGLE_API_KEY_MINE", "g").environment("GOOGLE_API_KEY_3", " ").read()
                .value(Keys.GEMINI_API_KEY);
        assertThat(keys.shown()).isEqualTo("*** (7)");
        assertThat(keys.source().text()).isEqualTo("environment GEMINI_API_KEY, GEMINI_API_KEYS, GOOGLE_API_KEY, "
                + "GOOGLE_API_KEY_2, GOOGLE_API_KEY_MINE");
    }

    @Test
    void ourOwnFileIsStrongerThanWhatWasUsual() {
        Trial trial = new Trial(folder).environment("PASSWORD", "a-password-nobody-knows");
        assertThat(trial.read().value(Keys.SERVER_HOST).source().text()).isEqualTo("usual with PASSWORD");
        assertThat(trial.yaml("server.host: 127.0.0.1").read().get(Keys.SERVER_HOST)).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"PASSWORD, 123, true", "PASSWORD, ' ', false", "FC_SERVER_PORT, 9000, true",
            "OUTPUT_API_KEY, YOUR_OUTPUT_API_KEY, true", "OUTPUT_API_KEY, a-token-nobody-knows, false"})
    void withoutAGoodTokenTheServerStaysOnLoopback(String variable, String text, boolean stays) {
        assertThat(new Trial(folder).environment(variable, text).read().staysOnLoopback()).isEqualTo(stays);
    }

    private List<Configuration> everyWay(String written) {
        if (written.startsWith("{")) {
            return List.of(new Trial(folder).file(OlderFormat.FILE, written).read());
        }
        String[] variable = written.split("=", 2);
        return List.of(new Trial(folder).environment(variable[0], variable[1]).read(),
                new Trial(folder).dotEnv(written.replaceFirst("=(.*)", "=\"$1\"")).read());
    }
}
