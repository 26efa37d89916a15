package dev.pollux.road;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a vendor of each dialect says, whole or piece by piece, and where it is asked. */
enum Speech {
    GEMINI("", "finishReason|blockReason", """
            {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":5,"totalTokenCount":8}}""", "",
            """
                    data: {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"index":0}],\
                    "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}

                    """, """
                    data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP",\
                    "index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":5,"totalTokenCount":8}}

                    """),
    OPENAI("/v1", "finish_reason\"\\s*:\\s*(?!null|\\s)|\\[DONE]", """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":\
            {"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}""", """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"role":"assistant","content":""},"finish_reason":null}]}

            """, """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"content":"%s"},"finish_reason":null}]}

            """, """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},\
            "finish_reason":"stop"}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":\
            {"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}

            data: [DONE]

            """),
    RESPONSES("/v1", "response.completed|response.incomplete", """
            {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"id":"msg_1",\
            "type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"%s",\
            "annotations":[]}]}],"usage":{"input_tokens":3,"output_tokens":5,"total_tokens":8}}""", """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response",\
            "created_at":1,"status":"in_progress","model":"m","output":[]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1",\
            "type":"message","status":"in_progress","role":"assistant","content":[]}}

            event: response.content_part.added
            data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,\
            "content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

            """, """
            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,\
            "content_index":0,"delta":"%s"}

            """, """
            event: response.completed
            data: {"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","object":"response",\
            "created_at":1,"status":"completed","model":"m","output":[{"id":"msg_1","type":"message",\
            "status":"completed","role":"assistant","content":[{"type":"output_text","text":"","annotations":[]}]}],\
            "usage":{"input_tokens":3,"output_tokens":5,"total_tokens":8}}}

            """),
    ANTHROPIC("/v1", "message_stop", """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"%s"}],\
            "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":5}}""", """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
            "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            """, """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

            """, """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":\
            {"output_tokens":5}}

            event: message_stop
            data: {"type":"message_stop"}

            """);

    private final String path;
    private final Pattern endMark;
    private final String whole;
    private final String opening;
    private final String words;
    private final String ending;

    Speech(String path, String endMark, String whole, String opening, String words, String ending) {
        this.path = path;
        this.endMark = Pattern.compile(endMark);
        this.whole = whole;
        this.opening = opening;
        this.words = words;
        this.ending = ending;
    }

    /** A service of this dialect, as the settings name it: three tokens of every prompt, five of every answer. */
    String upstream(ScriptedVendor vendor) {
        String kind = this == OPENAI || this == RESPONSES ? "openai-compatible" : word();
        return "{vendor: %s, dialect: %s, base-url: '%s%s', api-key: test-key}".formatted(kind, word(), vendor.base(),
                path);
    }

    /** The dialect's name in the settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String whole(String text) {
        return whole.formatted(text);
    }

    /** What stands before the first word of a stream. */
    String opening() {
        return opening;
    }

    String words(String text) {
        return words.formatted(text);
    }

    String ending() {
        return ending;
    }

    String stream(String text) {
        return opening + words(text) + ending;
    }

    /** Whether these bytes hold a word by which a vendor of this dialect says that it has finished. */
    boolean mayBeOver(String said) {
        return endMark.matcher(said).find();
    }

    /** Whether a vendor of this dialect is asked for a stream. */
    static boolean asksForStream(String request) {
        return request.contains(":streamGenerateContent") || request.contains("\"stream\":true");
    }
}
