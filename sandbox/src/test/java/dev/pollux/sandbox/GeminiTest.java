package dev.pollux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

class GeminiTest extends Opened {

    @Test
    void aStreamIsByteForByteAsTheWirePageSays() throws Exception {
        var answer = client.gemini("sandbox-fast");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(Client.settled(answer.body())).isEqualTo(
                chunk("You", "", 1) + chunk(" said:", "", 3) + chunk(" hi", "", 3)
                        + chunk("", ",\"finishReason\":\"STOP\"", 3));
    }

    private static String chunk(String text, String finish, int tokens) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}],\"role\":\"model\"}"
                + finish
                + ",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":2,\"candidatesTokenCount\":" + tokens
                + ",\"totalTokenCount\":" + (tokens + 2)
                + ",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":2}]},"
                + "\"modelVersion\":\"sandbox-fast\",\"responseId\":\"ID\"}\r\n\r\n";
    }

    @Test
    void aStreamWithoutAltIsOneArray() throws Exception {
        var answer = client.send("/v1/models/sandbox-fast:streamGenerateContent?key=k", Client.gemini());
        assertThat(answer.body()).startsWith("[{\n  \"candidates\": [\n").contains("\n}\n,\r\n{\n").endsWith("}\n]\n");
        var refused = client.send("/v1beta/models/sandbox-503:streamGenerateContent", Client.gemini());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).startsWith("[{\n  \"error\"").endsWith("}\n]\n");
    }

    @Test
    void keysAreAskedForAndWrongOnesAreBadRequests() throws Exception {
        URI uri = sandbox.base().resolve(Client.GENERATE.formatted("gemini-3.8-flash"));
        var none = client.http().send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}")).build(),
                BodyHandlers.ofString());
        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(none.body()).contains("unregistered callers", "PERMISSION_DENIED");
        var bad = client.http()
                .send(HttpRequest.newBuilder(uri).header("x-goog-api-key", "bad-key")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(), BodyHandlers.ofString());
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("API_KEY_INVALID", "API key not valid. Please pass a valid API key.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            gemini-3.8-flash | {"contents":[]} | contents is not specified
            gemini-3.8-flash | {"contents":[{"parts":[]}]} | contents.parts must not be empty
            gemini-3.8-flash | {"contents":[{"parts":[{"thought":true}]}]} | required oneof field 'data' must have one initialized field
            gemini-3.8-flash | {"contents":[{"role":"system","parts":[{"text":"x"}]}]} | Please use a valid role: user, model.
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"nonsense":1} | Unknown name \\"nonsense\\": Cannot find field.
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"additionalProperties":false}}]}]} | Unknown name \\"additionalProperties\\" at 'tools[0].function_declarations[0].parameters': Cannot find field.
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"generation_config":{"thinkingConfig":{"thinking_level":"ultra"}}} | Invalid value at 'generation_config.thinking_config.thinking_level' (type.googleapis.com/
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"thinkingConfig":{"thinkingLevel":"MINIMAL"}}} | Thinking level is not supported for this model.
            gemini-2.5-flash | {"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW"}}} | Thinking level is not supported for this model.
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"candidateCount":2}} | Multiple candidates is not enabled
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"presencePenalty":1}} | Penalty is not enabled
            gemini-3.6-flash | {"contents":[{"parts":[{"text":"x"}]},{"role":"model","parts":[{"text":"y"}]}]} | Requests ending with a model turn are not supported.
            gemini-2.5-flash | {"contents":[{"parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"f"}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}]} | number of function response parts is equal
            gemini-2.5-flash | {"contents":[{"parts":[{"functionResponse":{"name":"f","response":{}}}]}]} | function response turn comes immediately after a function call turn
            gemini-2.5-flash | {"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}}]}]} | function call turn comes immediately after a user turn
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}}]},{"parts":[{"functionResponse":{"name":"f","response":{}}}]}]} | missing a thought_signature in functionCall parts
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"},"thoughtSignature":"AAAA"}]},{"parts":[{"functionResponse":{"name":"f","response":{}}}]}]} | Corrupted thought signature.
            gemini-3.8-flash | {"contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{}}}]}]} | should be non-empty for OBJECT type
            """)
    void whatGoogleRefusesIsRefused(String model, String body, String message) throws Exception {
        var answer = client.send(Client.GENERATE.formatted(model), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"INVALID_ARGUMENT\"").contains(message);
    }

    @ParameterizedTest
    @CsvSource({"gemini-1.5-pro", "gemini-2.0-flash", "gemini-3-pro-preview", "gpt-4o", "sandbox-404"})
    void modelsThatAreOffOrForeignAreNotFound(String model) throws Exception {
        var answer = client.send(Client.GENERATE.formatted(model), Client.gemini());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(
                "models/" + model + " is not found for API version v1beta, or is not supported for generateContent.");
    }

    @Test
    void aToolLoopComesBackWithItsSignatures() throws Exception {
        String tools = ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"look\",\"parametersJsonSchema\":{\"type\":\"object\","
                + "\"properties\":{\"city\":{\"type\":\"string\"},\"unit\":{\"enum\":[\"c\",\"f\"]}},\"required\":[\"city\",\"unit\"]}}]}]}";
        String ask = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"look, two in parallel\"}]}";
        String calls = client
                .send(Client.GENERATE.formatted("gemini-3.8-flash") + "?prettyPrint=false", ask + "]" + tools).body();
        var content = Pattern.compile("\"content\":(\\{.*?\"role\":\"model\"})").matcher(calls);
        assertThat(content.find()).as(calls).isTrue();
        assertThat(content.group(1)).containsOnlyOnce("thoughtSignature")
                .contains("\"args\":{\"city\":\"sample\",\"unit\":\"c\"}");
        String responses = "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"look\",\"response\":{\"output\":\"sunny\"}}},"
                + "{\"functionResponse\":{\"name\":\"look\",\"response\":{\"output\":\"rain\"}}}]}]";
        var answer = client.send(Client.GENERATE.formatted("gemini-3.8-flash"),
                ask + "," + content.group(1) + "," + responses + tools);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("look: sunny\\nlook: rain");
    }

    @Test
    void thoughtsComeFirstAndAreCounted() throws Exception {
        String body = Client.gemini().replace("]}]}",
                "]}],\"generation_config\":{\"thinking_config\":{\"include_thoughts\":true}}}");
        String stream = client.send(Client.STREAM.formatted("gemini-3.8-flash"), body).body();
        assertThat(stream.indexOf("\"thought\":true")).isPositive().isLessThan(stream.indexOf("\"text\":\"You\""));
        assertThat(stream).contains("\"thoughtsTokenCount\":", "{\"text\":\"\",\"thoughtSignature\":\"");
    }

    @Test
    void modelsCountsAndEmbeddingsAreServed() throws Exception {
        assertThat(client.send("/v1beta/models?pageSize=2", "").body()).contains("\"models/gemini-4-hydrogen\"",
                "\"nextPageToken\": \"2\"");
        assertThat(client.send("/v1beta/models/gemini-3.8-flash", "").body()).contains("\"inputTokenLimit\": 1048576");
        assertThat(client.send("/v1beta/models/gemini-3.8-flash:countTokens", Client.gemini()).body())
                .contains("\"totalTokens\": 2");
        String one = "{\"model\":\"models/gemini-embedding-001\",\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":3}";
        assertThat(client.send("/v1beta/models/gemini-embedding-001:batchEmbedContents", "{\"requests\":[" + one + "]}")
                .body())
                .contains("\"embeddings\"", "\"values\"");
    }
}
