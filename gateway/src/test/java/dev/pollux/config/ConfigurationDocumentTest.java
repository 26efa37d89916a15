package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents about the configuration say what the keys say.
 *
 * <p>{@code -Dpollux.rewrite=true} writes the two that are made of the keys anew.
 */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Documents.page("configuration.md");
    private static final Path EXAMPLE = Documents.page("pollux.example.yaml");

    @TempDir
    Path folder;

    @Test
    void theDocumentListsEveryKey() throws IOException {
        compare(DOCUMENT, ConfigurationDocument.page());
    }

    @Test
    void theExampleListsEveryKey() throws IOException {
        compare(EXAMPLE, ConfigurationDocument.example());
    }

    @Test
    void theExampleSetsEveryKeyThatHasADefaultToIt() {
        Configuration configuration = new Trial(folder).yaml(ConfigurationDocument.example()).read();
        assertThat(configuration.values()).allSatisfy(value -> {
            assertThat(value.source() instanceof Source.File).isEqualTo(!value.key().fallback().isBlank());
            assertThat((Object) value.value()).isEqualTo(value.key().standard());
        });
    }

    @Test
    void theLinesThatTheExampleHasStruckOutAreGoodToo() throws Exception {
        String whole = ConfigurationDocument.example().replaceAll("(?m)^  # ([a-z0-9-]+:)", "  $1")
                .replace("models.json", folder.resolve("models.json").toString())
                .replace("authority.pem", folder.resolve("authority.pem").toString());
        String authority = new CertificateBuilder().subject("CN=ours").setIsCertificateAuthority(true)
                .buildSelfSigned().getCertificatePEM();
        Configuration configuration = new Trial(folder).yaml(whole).file("models.json", "{}")
                .file("authority.pem", authority)
                .environment("AUTH_TOKEN", "a-token").environment("GEMINI_API_KEY", "a-key")
                .environment("OPENAI_API_KEY", "a-key").environment("ANTHROPIC_API_KEY", "a-key")
                .environment("S3_SECRET_ACCESS_KEY", "a-key").environment("TENCENT_SECRET_KEY", "a-key")
                .environment("QINIU_SECRET_KEY", "a-key").read();
        assertThat(configuration.values())
                .allSatisfy(value -> assertThat(value.source()).isNotEqualTo(new Source.Default()));
    }

    @Test
    void theExampleOfVariablesNamesOnlyOurs() throws IOException {
        List<Problem> problems = new ArrayList<>();
        String text = Files.readString(Documents.ROOT.resolve(".env.example"));
        Map<String, String> variables = new HashMap<>();
        DotEnv.read(text.replaceAll("(?m)^#(?=[A-Z])", ""), problems::add)
                .forEach((name, variable) -> variables.put(name, variable.text()));
        assertThat(problems).isEmpty();
        assertThat(Keys.all().stream().flatMap(key -> key.environment().stream())).containsAll(variables.keySet());
        variables.putIfAbsent("AUTH_TOKEN", "");
        variables.replace("AUTH_TOKEN", "a-token-nobody-knows");
        assertThat(Configuration.read(Sources.of(folder, variables)).get(Keys.SERVER_PORT)).isEqualTo(8000);
    }

    private static void compare(Path file, String text) throws IOException {
        if (Boolean.getBoolean("pollux.rewrite")) {
            Files.writeString(file, text);
        }
        assertThat(file).as("run with -Dpollux.rewrite=true to write it anew").hasContent(text);
    }
}
