package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

/** The same short question in each dialect, and how that dialect tells a refusal. */
enum Asking {
    OPENAI("/v1/chat/completions", "{'model':'%s','messages':[{'role':'user','content':'Hi'}]}",
            "/v1/chat/nothing", "x-ratelimit-remaining-requests"),
    RESPONSES("/v1/responses", "{'model':'%s','input':'Hi'}", "/v1/responses/of/nobody",
            "x-ratelimit-remaining-requests"),
    ANTHROPIC("/v1/messages", "{'model':'%s','max_tokens':99,'messages':[{'role':'user','content':'Hi'}]}",
            "/v1/messages/nothing", "anthropic-ratelimit-requests-remaining"),
    GEMINI("/v1beta/models/%s:generateContent", "{'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}",
            "/v1beta/nothing", "");

    private final String path;
    private final String body;
    private final String nowhere;
    private final String left;

    Asking(String path, String body, String nowhere, String left) {
        this.path = path;
        this.body = body;
        this.nowhere = nowhere;
        this.left = left;
    }

    String path(String model) {
        return path.formatted(model);
    }

    String body(String model) {
        return body.replace('\'', '"').formatted(model);
    }

    /** Where a stream is asked for. */
    String streamPath(String model) {
        return path(model).replace(":generateContent", ":streamGenerateContent?alt=sse");
    }

    String streamBody(String model) {
        return this == GEMINI ? body(model) : body(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    /** A path that this dialect's clients could take for theirs. */
    String nowhere() {
        return nowhere;
    }

    /** The header that tells how many requests are left; blank where the dialect has none. */
    String left() {
        return left;
    }

    RawAnswer ask(Running running, String model, String... headers) {
        return running.post(path(model), body(model), headers);
    }

    /** The shape that the dialect's libraries read. */
    void assertRefusal(RawAnswer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.header("x-request-id")).isPresent();
        assertThat(answer.message()).isNotBlank();
        switch (this) {
            case OPENAI, RESPONSES -> assertThat(answer.error().propertyNames())
                    .contains("message", "type", "param", "code");
            case ANTHROPIC -> {
                assertThat(answer.json().path("type").asString("")).isEqualTo("error");
                assertThat(answer.error().path("type").asString("")).isNotBlank();
            }
            case GEMINI -> {
                assertThat(answer.error().path("code").asInt()).isEqualTo(status);
                assertThat(answer.error().path("status").asString("")).matches("[A-Z_]+");
            }
        }
    }
}
