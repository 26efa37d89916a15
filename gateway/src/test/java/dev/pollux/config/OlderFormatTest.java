package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;

class OlderFormatTest {
    private static final String WHOLE = """
            {
              // the key, "quoted" here
              "openai_api_key": "sk-your-kimi-api-key",
              "openai_base_url": "https://api.moonshot.cn/v1", /* two
              lines */
              "model_mapping": {
                "gemini-2.5-pro": "kimi-k2-0711-preview",
                "gemini-2.5-flash": "moonshot-v1-auto",
              },
              "default_openai_model": "kimi-k2-0711-preview",
              "server": {
                "host": "0.0.0.0",
                "port": 8100,
                "log_level": "warning"
              },
              "logging": {
                "enable_detailed_logs": false,
                "enable_access_logs": true,
                "log_directory": "logs"
              }
            }
            """;
    @TempDir
    private Path folder;

    @Test
    void itIsFoundAndReadAsItIs() {
        Configuration configuration = new Trial(folder).file("config.json", WHOLE).read();
        assertThat(configuration.get(Keys.UPSTREAMS_BASE_URL.of("openai")))
                .contains(URI.create("https://api.moonshot.cn/v1"));
        assertThat(configuration.get(Keys.UPSTREAMS_API_KEY.of("openai"))).singleElement()
                .satisfies(key -> assertThat(key.secret().matches("sk-your-kimi-api-key")).isTrue());
        assertThat(configuration.get(Keys.MODELS_ROUTE.of("gemini-2.5-flash"))).containsExactly(
                "openai/moonshot-v1-auto");
        assertThat(configuration.get(Keys.MODELS_ROUTE.of("*"))).containsExactly("openai/kimi-k2-0711-preview");
        assertThat(configuration.get(Keys.SERVER_HOST)).isEqualTo("0.0.0.0");
        assertThat(configuration.get(Keys.SERVER_PORT)).isEqualTo(8100);
        assertThat(configuration.value(Keys.SERVER_PORT).source().text()).isEqualTo("config.json line 13");
        assertThat(configuration.staysOnLoopback()).as("without a token").isTrue();
        assertThat(configuration.get(Keys.LOG_LEVEL)).isEqualTo("warn");
        assertThat(configuration.get(Keys.LOG_FILE)).contains(Path.of("logs/pollux.log"));
    }

    @Test
    void theCommandLineMayNameItAndOurOwnFileWinsOverIt() {
        Trial trial = new Trial(folder).file("config.json", WHOLE).yaml("server.port: 8200");
        assertThat(trial.read().get(Keys.SERVER_PORT)).isEqualTo(8200);
        assertThat(trial.config("config.json").read().get(Keys.SERVER_PORT)).isEqualTo(8100);
    }

    @Test
    void withoutADefaultTheFirstModelAnswersForEveryName() {
        Configuration configuration = new Trial(folder).file("config.json", """
                {"openai_api_key": "sk-xxx", "model_mapping": {"gemini-2.5-pro": "gpt-4o"}}
                """).read();
        assertThat(configuration.get(Keys.MODELS_ROUTE.of("*"))).containsExactly("openai/gpt-4o");
        assertThat(configuration.get(Keys.UPSTREAMS_BASE_URL.of("openai")))
                .contains(URI.create("https://api.openai.com/v1"));
        assertThat(configuration.get(Keys.SERVER_HOST)).isEqualTo("127.0.0.1");
    }

    @Test
    void aFileOfAnotherProgramIsLeftAlone() {
        assertThat(new Trial(folder).file("config.json", "{\"theme\": \"dark\"").read()
                .names(Keys.UPSTREAMS_VENDOR)).isEmpty();
    }

    @Test
    void whatIsWrongIsToldWithItsLine() {
        assertThat(new Trial(folder).file("config.json", """
                {
                  "openai_api_key": "sk-xxx",
                  "openai_base_ur": "x",
                  "openai_base_url": "api.moonshot.cn",
                  "server": {"prt": 1}
                }
                """).errors()).anySatisfy(error -> assertThat(error)
                .startsWith("openai_base_ur (config.json line 3): found an unknown key"))
                .anySatisfy(error -> assertThat(error).startsWith("server.prt (config.json line 5)"))
                .anySatisfy(error -> assertThat(error)
                        .startsWith("upstreams.openai.base-url (config.json line 4): found \"api.moonshot.cn\""));
    }
}
