package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** No mistake brings a secret into a message. */
class SecrecyTest {
    private static final String SECRET = "AIzaSyD-a9sd8f7a9s8d7f9a8s7df98a7sd9f8a";

    @TempDir
    Path folder;

    @Test
    void theReportShowsHowManySecretsAndNoneOfThem() {
        Configuration configuration = new Trial(folder)
                .environment("GEMINI_API_KEY", SECRET + "1," + SECRET + "2")
                .dotEnv("AUTH_TOKEN=" + SECRET)
                .read();
        assertThat(Report.of(configuration)).contains("*** (2)", "*** (1)").doesNotContain(SECRET);
        assertThat(configuration.values().toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "access:\n  token: S S\n",
            "access:\n  token: {S: S}\n",
            "access:\n  token: [[S]]\n",
            "access:\n  token: !S\n",
            "access:\n  token: &S\n",
            "access:\n  token: *S\n",
            "access:\n  token: @S\n",
            "access:\n  token: S: S\n",
            "access:\n  token: \"S\n",
            "access:\n  token: '${S}\u00e4'\n",
            "access:\n  token: 'S ${KEY'\n",
            "access:\n  token: S\n  token: S\n",
            "access:\n  token\n  S\n",
            "access:\n  S\n",
            "access:\n  S: S\n",
            "access:\n  - S\n",
            "access: {S}\n",
            "{S: S, S: S}\n",
            "S\n",
            "- S\n",
            "gemini:\n  base-url: https://S@host/\n",
            "gemini:\n  base-url: https://user:S@host/\n",
            "gemini:\n  base-url: https://host/?key=S\n",
            "gemini:\n  base-url: ftp://host/#S\n",
            "server:\n  port: ${KEY}\n",
            "AUTH_TOKEN: S\naccess:\n  tokn: S\n"})
    void noErrorInAFileShowsASecret(String yaml) {
        ConfigurationException failure = new Trial(folder)
                .environment("KEY", SECRET)
                .yaml(yaml.replace("S", SECRET))
                .failure();
        assertThat(failure).isNotNull();
        assertThat(failure.problems()).isNotEmpty();
        assertThat(failure.getMessage()).doesNotContain(SECRET);
        assertThat(failure.toString()).doesNotContain(SECRET);
        assertThat(failure.getCause()).isNull();
    }

    @Test
    void noErrorInAVariableShowsASecret() {
        ConfigurationException failure = new Trial(folder)
                .environment("AUTH_TOKEN", SECRET + " " + SECRET)
                .dotEnv("GEMINI_API_KEY=\u201c" + SECRET + "\u201d\n" + SECRET + "\n")
                .option("--host", Keys.SERVER_HOST, "0.0.0.0")
                .failure();
        assertThat(failure.problems()).hasSize(3);
        assertThat(failure.getMessage()).doesNotContain(SECRET);
    }
}
