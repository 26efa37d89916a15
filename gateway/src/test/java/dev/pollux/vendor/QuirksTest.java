package dev.pollux.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each vendor is sent of one request: files of a request, a line, and for each vendor its body and losses.
 *
 * <p>{@code -Dpollux.rewrite=true} writes them anew.
 */
class QuirksTest {
    private static final Path FILES = Path.of("src/test/resources/dev/pollux/vendor/quirks");
    private static final String LINE = "\n----\n";
    private static final List<String> TARGETS = List.of("openai gpt-4o", "openai gpt-6-sol", "moonshot kimi-k3",
            "moonshot kimi-k2.6", "moonshot moonshot-v1-8k", "deepseek deepseek-flash", "zhipu glm-5.3",
            "zhipu glm-4.7", "dashscope qwen3-max", "minimax MiniMax-M3", "doubao doubao-seed-2-0-pro-260215",
            "siliconflow deepseek-ai/DeepSeek-V4-Flash", "siliconflow Qwen/Qwen3-32B", "openrouter x/y",
            "groq qwen/qwen3-32b", "mistral mistral-medium-2604", "mistral magistral-small", "ollama llama3:8b",
            "vllm served",
            "openai-compatible any");

    @TestFactory
    Stream<DynamicTest> eachVendorGetsWhatItTakes() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(FILES)) {
            files = found.sorted().toList();
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
            String text = Files.readString(file);
            String request = text.split(LINE, 2)[0];
            var written = new StringBuilder(request);
            for (String target : TARGETS) {
                written.append(LINE).append(sent(target, request));
            }
            if (Boolean.getBoolean("pollux.rewrite")) {
                Files.writeString(file, written.append('\n'));
            } else {
                assertThat(text).isEqualTo(written + "\n");
            }
        }));
    }

    @Test
    void bytesThatAVendorTakesAreNotTouched() {
        byte[] body = "{ \"model\": \"x\",  \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}], \"new\":1e0 }"
                .getBytes(StandardCharsets.UTF_8);
        Wire wire = Services.of("deepseek").forward(Inquiry.of(Json.object(body)), body, ModelFacts.unknown("y"),
                new Losses());
        assertThat(new String(wire.body(), StandardCharsets.UTF_8)).isEqualTo(
                "{ \"model\": \"y\",  \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}], \"new\":1e0 }");
    }

    @Test
    void requestsBesideConversationsHaveTheVendorsWords() {
        var losses = new Losses();
        Wire vectors = Services.of("mistral").aside(new Wire("/embeddings", Map.of(),
                "{\"input\":[\"a\"],\"dimensions\":64,\"user\":\"u\"}".getBytes(StandardCharsets.UTF_8)),
                "codestral-embed",
                losses);
        assertThat(new String(vectors.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"input\":[\"a\"],\"output_dimension\":64}");
        assertThat(losses.names()).containsExactly("user");
        byte[] form = "--x and so on".getBytes(StandardCharsets.UTF_8);
        var upload = new Wire("/images/generations", Map.of("content-type", "multipart/form-data; boundary=x"), form);
        assertThat(Services.of("siliconflow").aside(upload, "m", losses)).isSameAs(upload);
        assertThat(Services.of("dashscope").terms().vectors()).hasValue(10);
    }

    @Test
    void classicAzureHasTheDeploymentAndTheVersionInItsAddress() {
        Vendor vendor = Services.at("https://res.openai.azure.com/openai/deployments");
        byte[] body = "{\"model\":\"x\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        Wire wire = vendor.forward(Inquiry.of(Json.object(body)), body, ModelFacts.unknown("gpt-4o"), new Losses());
        assertThat(vendor.base() + wire.path()).isEqualTo("https://res.openai.azure.com/openai/deployments/gpt-4o"
                + "/chat/completions?api-version=2024-10-21");
    }

    private static String sent(String target, String request) {
        String[] parts = target.split(" ", 2);
        var losses = new Losses();
        Vendor usual = Services.of(parts[0]);
        Vendor vendor = usual.terms().chat()
                .map(chat -> new Vendor("x", usual.base(), chat, usual.auth(), usual.keys(), usual.terms()))
                .orElse(usual);
        var read = vendor.dialect().readRequest(Inquiry.of(Json.object(request)));
        Wire wire = vendor.write(read.withModel(parts[1]), ModelFacts.unknown(parts[1]), losses);
        return target + "\nlost: " + String.join(", ", losses.names()) + "\n"
                + JsonMapper.builder().build().writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Json.object(wire.body()));
    }
}
