package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One path, four lists: whoever asks gets the one that it can read, in the pages that it asks for. */
class ModelListsTest {
    private static Running gateway;

    @BeforeAll
    static void start() {
        gateway = Running.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** The first model of a list in any shape. */
    static JsonNode first(JsonNode list) {
        return list.has("models") ? list.path("models").path(0) : list.path("data").path(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/models                     |                               | openai
            /v1/models                     | authorization: Bearer k       | openai
            /models?limit=1000             | anthropic-version: 2026-10-21 | anthropic
            /v1/models                     | x-api-key: k                  | anthropic
            /v1/models                     | x-goog-api-key: k             | gemini
            /v1/models?key=k               |                               | gemini
            /v1/models?pageSize=50         |                               | gemini
            /v1beta/models                 | authorization: Bearer k       | gemini
            /v1/models?client_version=0.1  | authorization: Bearer k       | codex
            /openai/models?client_version= |                               | codex
            /openai/v1/models              | x-goog-api-key: k             | openai
            /anthropic/v1/models           | x-goog-api-key: k             | anthropic
            """)
    void whoeverAsksGetsItsOwnShape(String path, String header, String shape) {
        RawAnswer answer = header == null ? gateway.send("GET", path) : gateway.send("GET", path, header);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode model = first(answer.json());
        assertThat(model.path(switch (shape) {
            case "gemini" -> "name";
            case "codex" -> "slug";
            default -> "id";
        }).isString()).as(answer.body()).isTrue();
        assertThat(model.has("display_name")).isEqualTo(shape.equals("anthropic") || shape.equals("codex"));
        assertThat(answer.json().has("has_more")).isEqualTo(shape.equals("anthropic"));
    }

    @Test
    void xApiKeyBesideABearerIsNoSignOfAnthropic() {
        RawAnswer answer = gateway.send("GET", "/v1/models", "x-api-key: k", "authorization: Bearer k");
        assertThat(answer.json().path("object").asString()).isEqualTo("list");
    }

    @Test
    void geminisPagesAreTheWholeList() {
        List<String> all = texts(gateway.send("GET", "/v1beta/models").json().path("models"), "name");
        var paged = new ArrayList<String>();
        String token = "";
        do {
            JsonNode page = gateway.send("GET", "/v1beta/models?pageSize=3&pageToken=" + token).json();
            assertThat(page.path("models").size()).isBetween(1, 3);
            paged.addAll(texts(page.path("models"), "name"));
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());
        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(3);
    }

    @Test
    void anthropicsPagesAreTheWholeListInBothDirections() {
        JsonNode whole = gateway.send("GET", "/anthropic/v1/models").json();
        List<String> all = texts(whole.path("data"), "id");
        assertThat(whole.path("has_more").booleanValue()).isFalse();
        assertThat(anthropicPages("after_id", "last_id", false)).isEqualTo(all).hasSizeGreaterThan(3);
        assertThat(anthropicPages("before_id", "first_id", true)).isEqualTo(all);
    }

    private static List<String> anthropicPages(String parameter, String mark, boolean backwards) {
        var paged = new ArrayList<String>();
        String at = backwards ? "~" : "";
        boolean more;
        do {
            JsonNode page = gateway.send("GET", "/anthropic/v1/models?limit=3&" + parameter + "=" + at).json();
            paged.addAll(backwards ? 0 : paged.size(), texts(page.path("data"), "id"));
            at = page.path(mark).asString("");
            more = page.path("has_more").booleanValue();
        } while (more);
        return paged;
    }

    @ParameterizedTest
    @CsvSource({"/v1beta/models?pageSize=many,INVALID_ARGUMENT", "/v1beta/models?pageToken=%25,INVALID_ARGUMENT",
            "/anthropic/models?limit=-1,invalid_request_error"})
    void aPageThatCanBeNoneIsRefused(String path, String word) {
        RawAnswer answer = gateway.send("GET", path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(word);
    }

    @Test
    void aModelIsFoundUnderItsNameHoweverItIsEncoded() {
        assertThat(gateway.send("GET", "/v1/models/gemini-3.8-flash").json().path("id").asString())
                .isEqualTo("gemini-3.8-flash");
        assertThat(gateway.send("GET", "/v1beta/models/models%2Fgemini-3.8-flash").json().path("name").asString())
                .isEqualTo("models/gemini-3.8-flash");
        assertThat(gateway.send("GET", "/v1/models/google/gemini-3.8-flash").json().path("id").asString())
                .isEqualTo("gemini-3.8-flash");
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false).map(model -> model.path(field).asString()).toList();
    }
}
