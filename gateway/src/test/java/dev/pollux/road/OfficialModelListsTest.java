package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.NotFoundException;
import com.anthropic.models.models.ModelInfo;
import com.anthropic.models.models.ModelListParams;
import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ListModelsConfig;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.models.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The vendors' own libraries read the lists of models, page by page. */
class OfficialModelListsTest {
    private static final String MODEL = "gemini-3.8-flash";

    private static Running gateway;
    private static List<String> names;

    @BeforeAll
    static void start() {
        gateway = Running.start();
        JsonNode list = gateway.send("GET", "/v1/models").json().path("data");
        names = StreamSupport.stream(list.spliterator(), false).map(model -> model.path("id").asString()).toList();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta"})
    void googlesLibraryReadsTheListInBothVersions(String version) {
        try (Client client = Client.builder().apiKey("any")
                .httpOptions(HttpOptions.builder().baseUrl(gateway.base()).apiVersion(version).build()).build()) {
            var read = new ArrayList<String>();
            client.models.list(ListModelsConfig.builder().pageSize(5).build())
                    .forEach(model -> read.add(model.name().orElseThrow().substring("models/".length())));
            assertThat(read).isEqualTo(names).hasSizeGreaterThan(5);
            assertThat(client.models.get(MODEL, GetModelConfig.builder().build()).inputTokenLimit()).isPresent();
            assertThatThrownBy(() -> client.models.get("no-such-model", GetModelConfig.builder().build()))
                    .isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(404));
        }
    }

    @Test
    void anthropicsLibraryReadsTheList() {
        AnthropicClient client = AnthropicOkHttpClient.builder().apiKey("any").baseUrl(gateway.base())
                .responseValidation(true).build();
        try {
            assertThat(client.models().list(ModelListParams.builder().limit(5).build()).autoPager().stream()
                    .map(ModelInfo::id)).containsExactlyElementsOf(names);
            assertThat(client.models().retrieve(MODEL).displayName()).isEqualTo("Gemini 3.8 Flash");
            assertThatThrownBy(() -> client.models().retrieve("no-such-model")).isInstanceOf(NotFoundException.class);
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1", "/openai/v1"})
    void openAisLibraryReadsTheListBehindAnyBaseAddress(String base) {
        OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("any").baseUrl(gateway.base() + base)
                .responseValidation(true).build();
        try {
            assertThat(client.models().list().autoPager().stream().map(Model::id)).containsExactlyElementsOf(names);
            assertThat(client.models().retrieve(MODEL).ownedBy()).isEqualTo("google");
            assertThatThrownBy(() -> client.models().retrieve("no-such-model"))
                    .isInstanceOf(com.openai.errors.NotFoundException.class);
        } finally {
            client.close();
        }
    }
}
