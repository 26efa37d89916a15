package dev.pollux.vendor;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.keys.KeyPool;
import dev.pollux.model.Block;
import dev.pollux.model.Glob;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Thinking;
import dev.pollux.vendor.quirk.Quirk;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A service that answers.
 *
 * @param name in settings, logs and headers
 * @param base the address to which the paths of its dialect are appended, without a slash at its end
 * @param dialect in which it is asked
 * @param auth how a key is shown
 */
public record Vendor(String name, URI base, Dialect dialect, Auth auth, KeyPool keys, Terms terms) {
    /** The dialect that has quirks. */
    private static final String CHAT = "openai";
    /** The dialect whose requests say how much is filtered. */
    private static final String GEMINI = "gemini";
    private static final String SAFETY = "safetySettings";
    private static final Pattern VERSION = Pattern.compile("/v\\d[a-z0-9]*(/.*)?$");
    private static final String DEPLOYMENTS = "/openai/deployments";

    /**
     * How a key is shown: in a header, never in the URL.
     *
     * @param prefix before the key, as {@code "Bearer "}
     */
    public record Auth(String header, String prefix) {
        public static final Auth BEARER = new Auth("authorization", "Bearer ");
    }

    /** The same service, to which keys are shown otherwise. */
    public Vendor shownBy(Auth other) {
        return new Vendor(name, base, dialect, other, keys, terms);
    }

    /** The same service, whose Gemini models filter so. */
    public Vendor filtering(Map<Glob, Safety> safety) {
        List<Map.Entry<Glob, Safety>> sorted = safety.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getKey().pattern().replace("*", "").length())).toList();
        return dialect.name().equals(GEMINI)
                ? new Vendor(name, base, dialect, auth, keys, terms.withSafety(sorted))
                : this;
    }

    /** The path of its address in front of the version of its API, without a slash at its end. */
    public String root() {
        return VERSION.matcher(base.getRawPath()).replaceFirst("");
    }

    /** Whether it can be asked at all. */
    public boolean hasKey() {
        return keys.size() > 0;
    }

    /** By which its keys are known. */
    public List<Integer> keyNumbers() {
        return keys.keys().stream().map(KeyPool.Key::number).toList();
    }

    /** Whether it takes what clients of a dialect send. */
    public boolean takesBytesOf(Dialect other) {
        return dialect.name().equals(other.name());
    }

    /** Whether it fetches such a file by itself from the address that a request names. */
    public boolean fetches(Block.Media media) {
        return terms.links() && dialect.takesLink(media);
    }

    /** The same service in that one of its dialects that suits a request. */
    public Vendor towards(Dialect client, Supplier<Request> request, ModelFacts facts) {
        if (terms.chat().isEmpty() || takesBytesOf(terms.chat().get())) {
            return this;
        }
        Dialect chat = terms.chat().get();
        return Choice.isChat(chat, client, request, facts)
                ? new Vendor(name, base, chat, auth, keys, terms)
                : this;
    }

    /**
     * The request for this vendor, in its dialect and with its quirks.
     *
     * @param request its model is the vendor's name
     * @param losses gets what cannot be told
     */
    public Wire write(Request request, ModelFacts facts, Losses losses) {
        Wire wire = dialect.writeRequest(request, facts, losses);
        if (hasQuirks()) {
            ObjectNode body = Json.object(wire.body());
            change(body, new Quirk.Case(facts.id(), request.thinking(), losses));
            wire = new Wire(wire.path(), wire.headers(), Json.bytes(body));
        } else if (!terms.safety().isEmpty()) {
            wire = filtered(wire, Json.object(wire.body()), facts.id());
        }
        return addressed(wire, facts.id());
    }

    /** What the client says of it wins. */
    private Wire filtered(Wire wire, ObjectNode body, String model) {
        Safety safety = terms.safety().stream().filter(entry -> entry.getKey().matches(model)).findFirst()
                .map(Map.Entry::getValue).orElse(Safety.UNTOUCHED);
        if (safety.isUntouched() || body.has(SAFETY) || body.has("safety_settings")) {
            return wire;
        }
        body.set(SAFETY, safety.list(model));
        return new Wire(wire.path(), wire.headers(), Json.bytes(body));
    }

    /** The bytes of a client that speaks the same dialect; only what this vendor would refuse is changed. */
    public Wire forward(Inquiry inquiry, byte[] bytes, ModelFacts facts, Losses losses) {
        Wire wire = dialect.forward(inquiry, bytes, facts.id());
        if (hasQuirks()) {
            ObjectNode body = inquiry.body().deepCopy();
            change(body, new Quirk.Case(facts.id(), Thinking.DEFAULT, losses));
            if (!body.equals(inquiry.body())) {
                wire = new Wire(wire.path(), wire.headers(), Json.bytes(body.put("model", facts.id())));
            }
        } else if (!terms.safety().isEmpty()) {
            wire = filtered(wire, inquiry.body().deepCopy(), facts.id());
        }
        return addressed(wire, facts.id());
    }

    /** The question for its models. */
    public Wire list() {
        return addressed(new Wire(dialect.models().path(), dialect.models().headers(), new byte[0]), "");
    }

    /** A request beside conversations, in the words of this vendor where they are its own. */
    public Wire aside(Wire wire, String model, Losses losses) {
        List<Quirk> quirks = terms.aside().getOrDefault(wire.path(), List.of());
        if (quirks.isEmpty() || !wire.headers().getOrDefault("content-type", "application/json").contains("json")) {
            return addressed(wire, model);
        }
        ObjectNode body = Json.object(wire.body());
        var about = new Quirk.Case(model, Thinking.DEFAULT, losses);
        quirks.forEach(quirk -> quirk.apply(body, about));
        return addressed(new Wire(wire.path(), wire.headers(), Json.bytes(body)), model);
    }

    private boolean hasQuirks() {
        return dialect.name().equals(CHAT) && !terms.quirks().isEmpty();
    }

    private void change(ObjectNode body, Quirk.Case about) {
        terms.quirks().forEach(quirk -> quirk.apply(body, about));
    }

    /** With the vendor's headers, and with the parts of the address that are the vendor's own. */
    private Wire addressed(Wire wire, String model) {
        if (terms.headers().isEmpty() && terms.apiVersion().isEmpty()) {
            return wire;
        }
        String path = base.getPath().endsWith(DEPLOYMENTS) ? "/" + model + wire.path() : wire.path();
        String query = terms.apiVersion().map(version -> (path.contains("?") ? "&" : "?") + "api-version=" + version)
                .orElse("");
        var headers = new HashMap<>(wire.headers());
        headers.putAll(terms.headers());
        return new Wire(path + query, headers, wire.body());
    }
}
