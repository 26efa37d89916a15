package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** The dry run over HTTP: no vendor is asked. */
class TranslatingTest {
    private static final String CHAT = "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"user\":\"u-1\"}";

    @Test
    void aRequestIsToldWithItsLosses() throws IOException {
        ObjectNode told = told("{\"from\":\"openai\",\"to\":\"gemini\",\"input\":" + CHAT + "}", 200);
        assertThat(Json.object(told.path("output").stringValue()).at("/contents/0/parts/0/text").stringValue())
                .isEqualTo("Hi");
        assertThat(told.path("losses").toString()).contains("user");
    }

    @Test
    void aStreamIsTold() throws IOException {
        String chunk = "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]},"
                + "\"finishReason\":\"STOP\",\"index\":0}]}\r\n\r\n";
        ObjectNode told = told(Json.text(Json.object().put("from", "gemini").put("to", "openai").put("kind", "stream")
                .put("input", chunk)), 200);
        assertThat(told.path("output").stringValue()).contains("\"content\":\"Hi\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void aFailureIsTold() throws IOException {
        ObjectNode told = told("""
                {"from":"gemini","to":"anthropic","kind":"failure","status":429,
                 "input":{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Slowly."}}}""", 200);
        assertThat(told.path("output").stringValue()).contains("rate_limit_error").contains("Slowly.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"to":"gemini","input":{}}                                           | from
            {"from":"openai","to":"greek","input":{}}                            | to
            {"from":"openai","to":"gemini"}                                      | input
            {"from":"openai","to":"gemini","kind":"poem","input":{}}             | kind
            {"from":"openai","to":"gemini","input":{"model":"m"}}                | messages
            {"from":"openai","to":"gemini","strict":true,"input":{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Hi"}],"logit_bias":{"1":2}}} | logit_bias
            """)
    void whatIsWrongIsNamed(String asked, String param) throws IOException {
        assertThat(told(asked, 400).at("/error/param").stringValue()).isEqualTo(param);
    }

    @Test
    void itIsForCallersOnly() throws IOException {
        try (Running gateway = Running.configured("access: {token: a-token-of-ours}")) {
            assertThat(gateway.post("/pollux/translate", "{}").status()).isEqualTo(401);
        }
    }

    private static ObjectNode told(String asked, int status) throws IOException {
        try (Running gateway = Running
                .configured("upstreams: {gemini: {base-url: 'http://127.0.0.1:9', api-key: k}}")) {
            RawAnswer answer = gateway.post("/pollux/translate", asked);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            return Json.object(answer.body());
        }
    }
}
