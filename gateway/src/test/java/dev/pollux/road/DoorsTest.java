package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pollux.http.EndpointsDocument;
import dev.pollux.http.EndpointsDocument.Prefix;
import dev.pollux.http.EndpointsDocument.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every row of the documented table, behind every prefix, on a real port. */
class DoorsTest {
    private static final String MODEL = "gemini-3.8-flash";
    private static final String CONTENT = "{'role':'user','content':'hi'}";
    private static final String PARTS = "{'role':'user','parts':[{'text':'hi'}]}";
    /** What is asked on each path, and the field that is only in its answer. */
    private static final Map<String, Call> CALLS = Map.ofEntries(
            Map.entry("/chat/completions", new Call("{'model':'M','messages':[" + CONTENT + "]}", "choices")),
            Map.entry("/completions", new Call("{'model':'M','prompt':'hi'}", "choices")),
            Map.entry("/embeddings", new Call("{'model':'gemini-embedding-001','input':'hi'}", "data")),
            Map.entry("/responses", new Call("{'model':'M','input':'hi'}", "output")),
            Map.entry("/responses/input_tokens", new Call("{'model':'M','input':'hi'}", "input_tokens")),
            Map.entry("/messages", new Call("{'model':'M','max_tokens':99,'messages':[" + CONTENT + "]}",
                    "stop_reason")),
            Map.entry("/messages/count_tokens", new Call("{'model':'M','messages':[" + CONTENT + "]}",
                    "input_tokens")),
            Map.entry("/models/{model}:generateContent", new Call("{'contents':[" + PARTS + "]}", "candidates")),
            Map.entry("/models/{model}:streamGenerateContent", new Call("{'contents':[" + PARTS + "]}", "candidates")),
            Map.entry("/models/{model}:countTokens", new Call("{'contents':[" + PARTS + "]}", "totalTokens")),
            Map.entry("/models/{model}:embedContent", new Call("{'content':" + PARTS + "}", "embedding")),
            Map.entry("/models/{model}:batchEmbedContents",
                    new Call("{'requests':[{'model':'models/gemini-embedding-001','content':" + PARTS + "}]}",
                            "embeddings")),
            Map.entry("/pollux/translate", new Call("{'from':'openai','to':'gemini','input':{'model':'M','messages':["
                    + CONTENT + "]}}", "output")));

    /** {@link PicturesInChatTest} and {@link PicturesAndSpeechTest}. */
    private static final Set<String> HAVE_TESTS_OF_THEIR_OWN = Set.of("images", "audio");

    private record Call(String question, String mark) {}

    private static Running gateway;

    @BeforeAll
    static void start() {
        gateway = Running.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @TestFactory
    Stream<DynamicTest> everyPathLeadsToItsApiBehindEveryPrefix() {
        return EndpointsDocument.ways().stream().filter(way -> !hasTestsOfItsOwn(way.path()))
                .flatMap(way -> fronts()
                        .stream()
                        .map(front -> dynamicTest(way.method() + " " + front.path() + way.path(),
                                () -> walk(way, front))));
    }

    /** Pictures and speech are made elsewhere, and only a stream that was kept has a rest. */
    private static boolean hasTestsOfItsOwn(String path) {
        return HAVE_TESTS_OF_THEIR_OWN.contains(root(path)) || path.endsWith("{response}") || path.endsWith("{stream}");
    }

    /** No prefix, each alone, and some of those that clients are known to make up. */
    private static List<Prefix> fronts() {
        var fronts = new ArrayList<>(EndpointsDocument.prefixes());
        fronts.add(new Prefix("", "nothing"));
        fronts.add(new Prefix("/v1/v1", "nothing"));
        fronts.add(new Prefix("//v1/", "nothing"));
        fronts.add(new Prefix("/openai/v1", "openai"));
        fronts.add(new Prefix("/v1beta/openai", "openai"));
        fronts.add(new Prefix("/anthropic/v1", "anthropic"));
        fronts.add(new Prefix("/gemini/v1beta", "gemini"));
        return fronts;
    }

    private static void walk(Way way, Prefix front) {
        String model = way.path().contains("mbed") ? "gemini-embedding-001" : MODEL;
        String path = front.path() + way.path().replace("{model}", model).replace("{key}", "gemini/1");
        Call call = CALLS.getOrDefault(way.path(), new Call("{}", ""));
        boolean asksModel = !way.api().equals("by caller");
        String told = front.says().equals("nothing") ? "openai" : front.says();
        RawAnswer answer = way.method().equals("POST")
                ? gateway.post(path, call.question().replace('\'', '"').replace("M", MODEL))
                : gateway.send(way.method(), path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-request-id")).isPresent();
        assertThat(answer.header("request-id").isPresent())
                .isEqualTo((asksModel ? way.api() : told).equals("anthropic"));
        if (asksModel) {
            JsonNode body = answer.json();
            assertThat((body.isArray() ? body.get(0) : body).has(call.mark())).as(answer.body()).isTrue();
        } else if (way.path().startsWith("/models")) {
            boolean one = way.path().contains("{model}");
            assertThat(shape(one ? answer.json() : ModelListsTest.first(answer.json()))).isEqualTo(told);
        } else if (way.path().equals("/metrics")) {
            assertThat(answer.body()).contains("# TYPE pollux_exchanges_total counter");
        } else {
            assertThat(answer.json().path("service").asString()).isEqualTo("pollux");
        }
    }

    private static String root(String path) {
        return path.split("/", -1)[1];
    }

    private static String shape(JsonNode model) {
        if (model.has("name")) {
            return "gemini";
        }
        return model.path("type").asString("").equals("model") ? "anthropic" : "openai";
    }
}
