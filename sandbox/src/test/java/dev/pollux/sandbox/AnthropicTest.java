package dev.pollux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnthropicTest extends Opened {

    @Test
    void aStreamIsByteForByteAsTheWirePageSays() throws Exception {
        String body = client.send("/v1/messages", Client.chat("sandbox-fast", ",\"stream\":true,\"max_tokens\":99"))
                .body();
        assertThat(Client.settled(body)).isEqualTo(
                """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_ID","type":"message","role":"assistant","model":"sandbox-fast",\
                        "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":2,"cache_creation_input_tokens":0,\
                        "cache_read_input_tokens":0,"output_tokens":1}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                        event: ping
                        data: {"type":"ping"}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"You"}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" said:"}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" hi"}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":0}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":2,\
                        "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":3}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """);
    }

    @Test
    void thinkingAndToolsAreBlocksOfTheirOwn() throws Exception {
        String body = client.send("/v1/messages",
                Client.chat("sandbox-think", ",\"stream\":true,\"max_tokens\":99,\"tool_choice\":{\"type\":\"any\"},"
                        + "\"tools\":[{\"name\":\"look\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]"))
                .body();
        assertThat(body).containsSubsequence("\"type\":\"thinking_delta\"", "\"type\":\"signature_delta\"",
                "\"content_block_stop\",\"index\":0",
                "\"index\":1,\"content_block\":{\"type\":\"tool_use\"", "\"partial_json\":\"\"",
                "\"stop_reason\":\"tool_use\"");
    }

    @Test
    void countsAndRefusalsHaveTheVendorsShape() throws Exception {
        assertThat(client.send("/v1/messages/count_tokens", Client.chat("m", "")).body())
                .isEqualTo("{\"input_tokens\":2}");
        var answer = client.send("/v1/messages", Client.chat("m", ""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith(
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"max_tokens: Field required\"}");
        assertThat(client.send("/v1/messages", Client.chat("sandbox-503", ",\"max_tokens\":9")).statusCode())
                .isEqualTo(529);
    }
}
