package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;

class UpstreamsTest {
    @TempDir
    private Path folder;

    @Test
    void servicesAndRoutesStandUnderNamesOfTheirOwn() {
        Configuration configuration = new Trial(folder).environment("KIMI", "k1,k2").yaml("""
                upstreams:
                  kimi:
                    vendor: moonshot
                    api-key: ${KIMI}
                  local: {base-url: "http://localhost:11434/v1", headers: {x-a: b}}
                upstreams.kimi.base-url: https://api.moonshot.cn/v1
                models:
                  default: gemini-3.5-flash
                  gemini-2.5-pro: kimi/kimi-k3
                  gpt-*: [kimi/kimi-k3, local/qwen3]
                  fair: {kimi/a: 3, local/b: 1}
                """).read();
        assertThat(configuration.names(Keys.UPSTREAMS_VENDOR)).containsExactly("kimi", "local");
        assertThat(configuration.get(Keys.UPSTREAMS_VENDOR.of("kimi"))).contains("moonshot");
        assertThat(configuration.get(Keys.UPSTREAMS_BASE_URL.of("kimi")))
                .contains(URI.create("https://api.moonshot.cn/v1"));
        assertThat(configuration.get(Keys.UPSTREAMS_API_KEY.of("kimi"))).hasSize(2);
        assertThat(configuration.get(Keys.UPSTREAMS_HEADERS.of("local"))).containsEntry("x-a", "b");
        assertThat(configuration.names(Keys.MODELS_ROUTE)).containsExactly("gemini-2.5-pro", "gpt-*", "fair");
        assertThat(configuration.get(Keys.MODELS_ROUTE.of("gpt-*"))).containsExactly("kimi/kimi-k3", "local/qwen3");
        assertThat(configuration.get(Keys.MODELS_ROUTE.of("fair"))).containsExactly("kimi/a=3", "local/b=1");
        assertThat(configuration.get(Keys.MODELS_DEFAULT)).contains("gemini-3.5-flash");
    }

    @Test
    void theyAreShownWithTheirLinesAndTheirKeysMasked() {
        Configuration configuration = new Trial(folder).yaml("""
                upstreams:
                  kimi:
                    vendor: moonshot
                    api-key: sk-secret
                """).read();
        assertThat(Report.of(configuration)).doesNotContain("sk-secret").containsPattern(
                "upstreams\\.kimi\\.api-key +\\*\\*\\* \\(1\\) +pollux\\.yaml line 4");
    }

    @Test
    void whatIsWrongIsToldWithItsKeyItsLineAndWhatWasMeant() {
        assertThat(new Trial(folder).yaml("""
                upstreams:
                  kimi:
                    vendr: moonshot
                    base-url: kimi
                  other:
                    vendor: moonshoot
                  nobody: {api-key: x}
                  flat: x
                  many: {keys: [x, y]}
                models:
                  defalt: x
                  a: {b/c: many}
                """).errors()).anySatisfy(error -> assertThat(error)
                .startsWith("upstreams.kimi.vendr (pollux.yaml line 3): found an unknown key")
                .contains("did you mean upstreams.kimi.vendor?"))
                .anySatisfy(error -> assertThat(error).startsWith("upstreams.many.keys (pollux.yaml line 9)")
                        .contains("did you mean upstreams.many.api-key?"))
                .anySatisfy(error -> assertThat(error).startsWith("upstreams.kimi.base-url (pollux.yaml line 4)"))
                .anySatisfy(error -> assertThat(error)
                        .startsWith(
                                "upstreams.other.vendor (pollux.yaml line 6): found \"moonshoot\"; allowed: gemini,"))
                .anySatisfy(error -> assertThat(error).startsWith("upstreams.nobody.base-url: found no address"))
                .anySatisfy(error -> assertThat(error)
                        .startsWith("upstreams.flat (pollux.yaml line 8): found a text; allowed: a map of vendor, "))
                .anySatisfy(error -> assertThat(error).contains("did you mean models.default?"))
                .anySatisfy(error -> assertThat(error).startsWith("models.a (pollux.yaml line 12)"));
    }
}
