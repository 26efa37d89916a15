package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Catalog.Model;
import dev.pollux.sandbox.reply.Question;
import dev.pollux.sandbox.reply.Reply;
import dev.pollux.sandbox.reply.Speaker;
import dev.pollux.sandbox.reply.Tokens;
import dev.pollux.sandbox.scenario.Kind;
import dev.pollux.sandbox.scenario.Scenario;
import dev.pollux.sandbox.scenario.Staged;
import dev.pollux.sandbox.wire.Answer;
import dev.pollux.sandbox.wire.Answer.Streamed;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Ask;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Frame;
import dev.pollux.sandbox.wire.Framing;
import dev.pollux.sandbox.wire.Ids;
import dev.pollux.sandbox.wire.Json;
import dev.pollux.sandbox.wire.Sheet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gemini's front door: credentials, routes, and the order in which things are refused. */
public final class Gemini {
    private static final Pattern METHOD = Pattern.compile(".*/(v[0-9][a-z0-9]*)/models/([^:]+):([A-Za-z]+)");
    private static final Pattern MODELS = Pattern.compile(".*/(v[0-9][a-z0-9]*)/models(?:/([^:]+))?");
    private static final Pattern OTHERS = Pattern.compile("(/upload)?/v[0-9][a-z]+[0-9]*/(?!openai/).*");
    static final Map<String, String> JSON = Map.of("content-type", "application/json; charset=UTF-8");
    private static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream");
    private static final Sheet SHEET = Sheet.read("gemini/answer.txt");
    private static final int USUAL_PAGE = 50;

    private final Files files = new Files();
    private final Caches caches = new Caches();

    /** Whether a request is for this vendor: by its method suffix, its version, or its credentials. */
    public static boolean owns(Ask ask) {
        boolean ours = !key(ask).isEmpty();
        return METHOD.matcher(ask.path()).matches() || Files.owns(ask) || Caches.owns(ask)
                || (OTHERS.matcher(ask.path()).matches() && ours)
                || (MODELS.matcher(ask.path()).matches() && (ours || !ask.path().contains("/v1/")));
    }

    public Staged answer(Ask ask) {
        try {
            if (files.isUpload(ask)) {
                return Staged.plainly(files.receive(ask)); // its address is its credential
            }
            credentials(ask);
            Matcher method = METHOD.matcher(ask.path());
            if (method.matches()) {
                return call(ask, method.group(1), decoded(method.group(2)), method.group(3));
            }
            return Staged.plainly(Files.owns(ask)
                    ? files.answer(ask, key(ask))
                    : Caches.owns(ask) ? caches.answer(ask, key(ask)) : list(ask));
        } catch (Refused refused) {
            return Staged.plainly(shaped(ask, refused.answer()));
        }
    }

    private static String key(Ask ask) {
        return ask.header("x-goog-api-key").isEmpty() ? ask.query("key") : ask.header("x-goog-api-key");
    }

    private static void credentials(Ask ask) {
        String key = key(ask);
        if (key.isEmpty()) {
            throw new Refused(Refusals.ERRORS.of(ask.bearer().isEmpty() ? "unregistered" : "bearer"));
        }
        if (key.startsWith("bad")) {
            throw new Refused(Refusals.ERRORS.of("401key"));
        }
    }

    private Staged call(Ask ask, String version, String name, String method) {
        if (!ask.method().equals("POST")) {
            throw new Refused(Refusals.ERRORS.of("405"));
        }
        Scenario scenario = Scenario.of(name);
        Object[] places = {"model", Json.escape(name), "version", version, "method",
                method.equals("streamGenerateContent") ? "generateContent" : method};
        if (scenario.kind().refusal()) {
            throw new Refused(Refusals.ERRORS.of(scenario.kind().word(), places));
        }
        Model model = Catalog.find(scenario.model()).orElseThrow(() -> new Refused(Refusals.ERRORS.of("404", places)));
        boolean embeds = method.equals("embedContent") || method.equals("batchEmbedContents");
        if (embeds != model.embeds() && !model.id().startsWith("sandbox-") && !method.equals("countTokens")) {
            throw new Refused(Refusals.ERRORS.of("404", places));
        }
        Answer answer = switch (method) {
            case "generateContent" -> generate(request(ask, "GenerateContentRequest"), model, scenario, ask, false);
            case "streamGenerateContent" ->
                generate(request(ask, "GenerateContentRequest"), model, scenario, ask, true);
            case "countTokens" -> json(ask, count(request(ask, "CountTokensRequest"), model));
            case "embedContent" -> json(ask, Embeddings.one(request(ask, "EmbedContentRequest")));
            case "batchEmbedContents" ->
                json(ask, Embeddings.batch(request(ask, "BatchEmbedContentsRequest"), model.id()));
            default -> Refusals.ERRORS.of("404", places);
        };
        return new Staged(scenario, answer, shaped(ask, Refusals.ERRORS.of("503")));
    }

    private static ObjectNode request(Ask ask, String message) {
        JsonNode json = ask.json().orElseThrow(() -> Refusals
                .invalid("Invalid JSON payload received. Unexpected end of string. Expected a value.\n\n^"));
        var checker = new Checker();
        ObjectNode request = checker.check(message, json);
        if (!checker.violations().isEmpty()) {
            throw Refusals.violations(checker.violations());
        }
        return request;
    }

    private Answer generate(ObjectNode request, Model model, Scenario scenario, Ask ask, boolean stream) {
        Turns.check(request.path("contents"), model);
        files.check(request, key(ask));
        caches.check(request, key(ask));
        ToolRules.check(request, model);
        ConfigRules.check(request, model);
        Question question = QuestionReader.read(request, model, scenario);
        Made made = Made.by(request, model, scenario, question.text());
        Reply reply = made.alone() ? Speaker.reply(question).withoutText() : Speaker.reply(question);
        JsonNode config = request.path("generationConfig");
        boolean thoughtful = scenario.is(Kind.THINK) || scenario.is(Kind.THOUGHTS_ONLY);
        var writer = new AnswerWriter(question, reply, made, scenario.model(), Ids.next(""),
                config.path("candidateCount").asInt(1),
                config.path("thinkingConfig").path("includeThoughts").asBoolean(false)
                        || thoughtful,
                model.version() >= 3 || thoughtful,
                config.path("responseLogprobs").asBoolean(false));
        Whole whole = json(ask, writer.whole());
        if (!stream) {
            return whole;
        }
        boolean events = ask.query("alt").equals("sse");
        return new Streamed(events ? EVENTS : JSON, events ? Framing.SSE_CRLF : Framing.ARRAY, writer.frames(),
                List.of(Frame.of(SHEET.fill("error-frame"))), whole);
    }

    private static String count(ObjectNode request, Model model) {
        boolean wrapped = request.has("generateContentRequest");
        if (wrapped && request.has("contents")) {
            throw Refusals
                    .invalid("* CountTokensRequest: only one of contents and generate_content_request may be set\n");
        }
        JsonNode counted = wrapped ? request.get("generateContentRequest") : request;
        Turns.check(counted.path("contents"), model);
        return SHEET.fill("count", "total", Math.max(1, Tokens.of(counted.path("contents"))
                + Tokens.of(counted.path("systemInstruction")) + Tokens.of(counted.path("tools"))));
    }

    private static Whole list(Ask ask) {
        if (!ask.method().equals("GET")) {
            throw new Refused(Refusals.ERRORS.of("405"));
        }
        Matcher path = MODELS.matcher(ask.path());
        if (!path.matches()) {
            throw new Refused(Refusals.ERRORS.of("404-path"));
        }
        if (path.group(2) != null) {
            String name = decoded(path.group(2));
            return json(ask,
                    Json.line(Catalog.find(name)
                            .orElseThrow(() -> new Refused(Refusals.ERRORS.of("404", "model", Json.escape(name),
                                    "version", path.group(1), "method", "generateContent")))
                            .json()));
        }
        List<Model> all = List.copyOf(Catalog.all());
        int from = Math.clamp(number(ask.query("pageToken"), 0), 0, all.size());
        int to = Math.min(all.size(), from + Math.clamp(number(ask.query("pageSize"), USUAL_PAGE), 1, 1000));
        ObjectNode page = Json.MAPPER.createObjectNode();
        all.subList(from, to).forEach(model -> page.withArray("models").add(model.json()));
        if (to < all.size()) {
            page.put("nextPageToken", Integer.toString(to));
        }
        return json(ask, Json.line(page));
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static Whole json(Ask ask, String body) {
        return new Whole(200, JSON, ask.query("prettyPrint").equals("false") ? body : Json.pretty(body) + "\n");
    }

    /** A refusal keeps the content type of the stream that was asked for; without alt=sse it stands in an array. */
    private static Whole shaped(Ask ask, Whole refusal) {
        if (!ask.path().endsWith(":streamGenerateContent")) {
            return refusal;
        }
        return ask.query("alt").equals("sse")
                ? new Whole(refusal.status(), EVENTS, refusal.body())
                : Refusals.inArray(refusal);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
