package dev.pollux.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

class RecognitionTest {

    @ParameterizedTest
    @CsvSource({
            "https://generativelanguage.googleapis.com, gemini, gemini, x-goog-api-key, https://generativelanguage.googleapis.com/v1beta",
            "https://generativelanguage.googleapis.com/v1/, gemini, gemini, x-goog-api-key, https://generativelanguage.googleapis.com/v1",
            "https://aiplatform.googleapis.com, vertex, gemini, x-goog-api-key, https://aiplatform.googleapis.com/v1/publishers/google",
            "https://api.openai.com, openai, responses, authorization, https://api.openai.com/v1",
            "https://api.anthropic.com, anthropic, anthropic, x-api-key, https://api.anthropic.com/v1",
            "https://api.moonshot.cn/v1, moonshot, openai, authorization, https://api.moonshot.cn/v1",
            "https://api.moonshot.ai/anthropic, moonshot, anthropic, x-api-key, https://api.moonshot.ai/anthropic/v1",
            "https://api.deepseek.com, deepseek, openai, authorization, https://api.deepseek.com",
            "https://api.deepseek.com/beta, deepseek, openai, authorization, https://api.deepseek.com/beta",
            "https://open.bigmodel.cn/api/paas/v4, zhipu, openai, authorization, https://open.bigmodel.cn/api/paas/v4",
            "https://dashscope-intl.aliyuncs.com/compatible-mode/v1, dashscope, openai, authorization, https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
            "https://api.minimaxi.com/v1, minimax, openai, authorization, https://api.minimaxi.com/v1",
            "https://ark.cn-beijing.volces.com/api/v3, doubao, openai, authorization, https://ark.cn-beijing.volces.com/api/v3",
            "https://api.siliconflow.com/v1, siliconflow, openai, authorization, https://api.siliconflow.com/v1",
            "https://openrouter.ai/api/v1, openrouter, openai, authorization, https://openrouter.ai/api/v1",
            "https://api.groq.com/openai/v1, groq, openai, authorization, https://api.groq.com/openai/v1",
            "https://api.mistral.ai, mistral, openai, authorization, https://api.mistral.ai/v1",
            "http://10.0.0.7:11434, ollama, openai, authorization, http://10.0.0.7:11434/v1",
            "https://res.openai.azure.com, azure, responses, api-key, https://res.openai.azure.com/openai/v1",
            "https://res.openai.azure.com/openai/deployments/d, azure, openai, api-key, https://res.openai.azure.com/openai/deployments/d",
            "http://localhost:8000/v1, openai-compatible, openai, authorization, http://localhost:8000/v1",
            "https://api.openai.com.example.org/v1, openai-compatible, openai, authorization, https://api.openai.com.example.org/v1"})
    void anAddressTellsWhoseItIs(String address, String kind, String dialect, String header, String base) {
        Vendor vendor = Services.at(address);
        assertThat(vendor.terms().kind()).isEqualTo(kind);
        assertThat(vendor.dialect().name()).isEqualTo(dialect);
        assertThat(vendor.auth().header()).isEqualTo(header);
        assertThat(vendor.base()).hasToString(base);
    }

    @Test
    void everyVendorWithAnAddressIsKnownByIt() {
        VendorTable table = VendorTable.standard();
        for (String name : table.names()) {
            table.base(named(name)).ifPresent(base -> assertThat(table.kind(VendorConfig.of("it", base)))
                    .isEqualTo(name));
        }
    }

    @Test
    void aSettingWinsOverTheAddressAndTheAddressOverTheName() {
        VendorTable table = VendorTable.standard();
        URI address = URI.create("https://api.deepseek.com");
        assertThat(table.kind(VendorConfig.of("mistral", address).withVendor("groq"))).isEqualTo("groq");
        assertThat(table.kind(VendorConfig.of("mistral", address))).isEqualTo("deepseek");
        assertThat(table.kind(new VendorConfig("mistral", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Map.of()))).isEqualTo("mistral");
    }

    private static VendorConfig named(String name) {
        return new VendorConfig(name, Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(),
                Map.of());
    }
}
