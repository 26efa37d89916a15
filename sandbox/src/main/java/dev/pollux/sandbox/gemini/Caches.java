package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.reply.Tokens;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Ask;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explicit caches: beginnings of conversations that a key has laid down. */
final class Caches {
    private static final Pattern PATH = Pattern.compile("/v[0-9][a-z0-9]*/cachedContents(?:/([^/:]+))?");
    private static final Duration USUAL_TIME = Duration.ofHours(1);

    private final Belongings caches = new Belongings("403-cache");

    static boolean owns(Ask ask) {
        return PATH.matcher(ask.path()).matches();
    }

    Whole answer(Ask ask, String key) {
        Matcher path = PATH.matcher(ask.path());
        if (path.matches() && path.group(1) != null) {
            return caches.answer(ask.method(), "cachedContents/" + path.group(1), key);
        }
        return switch (ask.method()) {
            case "GET" -> caches.list("cachedContents", key);
            case "POST" -> create(ask, key);
            default -> throw new Refused(Refusals.ERRORS.of("405"));
        };
    }

    /** @throws Refused if a question names a cache of another key */
    void check(ObjectNode request, String key) {
        String name = request.path("cachedContent").asString("");
        if (!name.isEmpty()) {
            caches.get(name, key);
        }
    }

    private Whole create(Ask ask, String key) {
        if (!(ask.json().orElse(null) instanceof ObjectNode asked) || !asked.path("model").isString()) {
            throw Refusals.invalid("* CreateCachedContentRequest.model: model is required\n");
        }
        Instant now = Instant.now();
        JsonNode contents = asked.path("contents");
        ObjectNode cache = asked.objectNode();
        cache.put("name", "cachedContents/" + Ids.next("sbx")).put("model", asked.path("model").asString());
        cache.put("displayName", asked.path("displayName").asString(""));
        cache.put("createTime", now.toString()).put("updateTime", now.toString());
        cache.put("expireTime", now.plus(USUAL_TIME).toString());
        cache.putObject("usageMetadata").put("totalTokenCount", Math.max(1, Tokens.of(contents)));
        caches.put(cache.path("name").asString(), key, cache);
        return Belongings.json(cache);
    }
}
