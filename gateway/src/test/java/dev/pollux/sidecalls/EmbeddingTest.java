package dev.pollux.sidecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.types.EmbedContentConfig;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.pollux.AnyVendor;
import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** Vectors on real ports: every vendor that makes them, and the clients that ask for them. */
class EmbeddingTest extends EveryVendor {

    @ParameterizedTest
    @CsvSource({"openai,text-embedding-3-small", "responses,text-embedding-3-small", "gemini,gemini-embedding-001"})
    void openAisClientGetsTheSameVectorsInBothForms(String vendor, String model) {
        try (var open = Clients.openAi(before(vendor))) {
            var client = open.client();
            var question = EmbeddingCreateParams.builder().model(model).inputOfArrayOfStrings(List.of("one", "two"))
                    .dimensions(8).build();
            var usual = client.embeddings().create(question).validate();
            var numbers = client.embeddings()
                    .create(question.toBuilder().encodingFormat(EncodingFormat.FLOAT).build()).validate();
            assertThat(usual.data()).hasSize(2);
            assertThat(usual.data().get(1).embedding()).hasSize(8)
                    .isEqualTo(numbers.data().get(1).embedding())
                    .isNotEqualTo(usual.data().getFirst().embedding());
            assertThat(usual.usage().promptTokens()).isPositive();
            assertThat(usual.model()).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @CsvSource({"openai,text-embedding-3-small", "gemini,gemini-embedding-001"})
    void geminisClientGetsVectors(String vendor, String model) throws Exception {
        try (var client = Clients.gemini(before(vendor))) {
            var config = EmbedContentConfig.builder().outputDimensionality(8).build();
            var vectors = client.models.embedContent(model, List.of("one", "two"), config).embeddings().orElseThrow();
            assertThat(vectors).hasSize(2)
                    .allSatisfy(vector -> assertThat(vector.values().orElseThrow()).hasSize(8));
        }
        HttpResponse<String> single = Clients.post(before(vendor), "/v1beta/models/" + model + ":embedContent",
                "{\"content\":{\"parts\":[{\"text\":\"one\"}]},\"output_dimensionality\":4}");
        assertThat(Json.object(single.body()).path("embedding").path("values").size()).isEqualTo(4);
    }

    @Test
    void theFormIsExactlyTheOneThatIsAskedFor() throws Exception {
        String path = "/v1/embeddings";
        String question = "{\"model\":\"gemini-embedding-001\",\"input\":\"one\",\"dimensions\":3";
        JsonNode numbers = vector(Clients.post(before("gemini"), path, question + "}"));
        JsonNode packed = vector(Clients.post(before("gemini"), path, question
                + ",\"encoding_format\":\"base64\"}"));
        var floats = ByteBuffer.wrap(Base64.getDecoder().decode(packed.stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertThat(numbers.size()).isEqualTo(3);
        assertThat(floats.remaining()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat((float) numbers.get(i).doubleValue()).isEqualTo(floats.get(i));
        }
        assertThat(Clients.post(before("gemini"), path, question + ",\"encoding_format\":\"int8\"}")
                .statusCode()).isEqualTo(400);
    }

    @Test
    void moreThanAVendorTakesAtOnceAreAskedForInTurns() {
        List<String> texts = IntStream.range(0, 230).mapToObj(i -> "text number " + i).toList();
        try (var open = Clients.openAi(before("gemini"))) {
            var client = open.client();
            var answer = client.embeddings().create(EmbeddingCreateParams.builder().model("gemini-embedding-001")
                    .inputOfArrayOfStrings(texts).dimensions(2).build());
            assertThat(answer.data()).hasSize(230);
            assertThat(answer.data().get(229).index()).isEqualTo(229);
            var last = client.embeddings().create(EmbeddingCreateParams.builder().model("gemini-embedding-001")
                    .input(texts.getLast()).dimensions(2).build());
            assertThat(answer.data().get(229).embedding()).isEqualTo(last.data().getFirst().embedding());
        }
        assertThat(before("gemini").sandbox().recorded()).hasSize(4);
    }

    @Test
    void tokenIdsBecomeTheirTextAgain() throws Exception {
        // "hello world" in the vocabulary of the embedding models
        String ids = "{\"model\":\"gemini-embedding-001\",\"dimensions\":3,\"input\":[[15339,1917]]}";
        String text = "{\"model\":\"gemini-embedding-001\",\"dimensions\":3,\"input\":\"hello world\"}";
        AnyVendor gateway = before("gemini");
        assertThat(vector(Clients.post(gateway, "/v1/embeddings", ids)))
                .isEqualTo(vector(Clients.post(gateway, "/v1/embeddings", text)));
        HttpResponse<String> refused = Clients.post(gateway, "/v1/embeddings",
                "{\"model\":\"gemini-embedding-001\",\"input\":[1,999999999]}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("send text instead").contains("\"param\":\"input\"");
    }

    @Test
    void whatOnlyGeminiKnowsIsALossElsewhere() throws Exception {
        HttpResponse<String> answer = Clients.post(before("openai"),
                "/v1beta/models/text-embedding-3-small:batchEmbedContents", """
                        {"requests":[{"model":"models/text-embedding-3-small","content":{"parts":[{"text":"one"}]},
                        "taskType":"RETRIEVAL_DOCUMENT","title":"A title"}]}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-pollux-losses")).contains("taskType, title");
        Clients.post(before("gemini"), "/v1beta/models/gemini-embedding-001:batchEmbedContents", """
                {"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"one"}]},
                "taskType":"RETRIEVAL_DOCUMENT","title":"A title"}]}""");
        assertThat(before("gemini").sandbox().recorded().getLast().text()).contains("RETRIEVAL_DOCUMENT",
                "A title");
    }

    @Test
    void aVendorWithoutVectorsIsToldSo() {
        try (var open = Clients.openAi(before("anthropic"))) {
            var client = open.client();
            assertThatThrownBy(() -> client.embeddings().create(
                    EmbeddingCreateParams.builder().model("claude-sonnet-4-6").input("one").build()))
                    .isInstanceOf(BadRequestException.class).hasMessageContaining("makes no vectors");
        }
    }

    private static JsonNode vector(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.object(answer.body()).path("data").get(0).path("embedding");
    }
}
