package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Request;
import dev.pollux.model.Service;
import dev.pollux.model.Tools;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a client's request, with names in either case and single objects where arrays may stand. */
final class RequestReader {
    private final Fields body;
    /** What is left of the inner objects. */
    private final ObjectNode inner = Json.object();

    private RequestReader(Fields body) {
        this.body = body;
    }

    static Request read(Inquiry inquiry) {
        return new RequestReader(Fields.eitherCase(inquiry.body())).request(inquiry);
    }

    /** The model by its bare name. The path decides: a body that names another is mistaken. */
    static String model(Inquiry inquiry) {
        Fields fields = Fields.eitherCase(inquiry.body());
        String name = inquiry.model().orElseGet(() -> fields.requiredText("model"));
        return name.startsWith("models/") ? name.substring("models/".length()) : name;
    }

    private Request request(Inquiry inquiry) {
        String model = model(inquiry);
        body.skip("model");
        List<Message> messages = messages();
        Tools tools = ToolReader.read(body, inner);
        var config = new ConfigReader(body.object("generationConfig").orElseGet(() -> Fields.of(Json.object())), inner);
        var request = new Request(model, messages, tools, config.settings(), config.output(), config.thinking(),
                service(), new Request.Delivery(inquiry.stream(), true, inquiry.framing()), Extras.NONE);
        config.end();
        ObjectNode rest = body.rest();
        rest.setAll(inner);
        return new Request(request.model(), request.messages(), request.tools(), request.settings(), request.output(),
                request.thinking(), request.service(), request.delivery(), Extras.of(Gemini.NAME, "", rest));
    }

    private List<Message> messages() {
        var ids = CallIds.byPlace();
        var parts = new PartReader(ids);
        var messages = new ArrayList<Message>();
        body.object("systemInstruction").ifPresent(content -> {
            content.skip("role");
            messages.add(new Message(Role.SYSTEM, blocks(content, parts)));
            Inner.gather(inner, "systemInstruction", content.rest());
        });
        List<Fields> contents = body.oneOrMore("contents");
        if (contents.isEmpty()) {
            throw body.missing("contents");
        }
        for (Fields content : contents) {
            ids.nextTurn();
            Role role = role(content);
            List<Block> blocks = blocks(content, parts);
            messages.add(new Message(role, blocks, Extras.of(Gemini.NAME, content.path(), content.rest())));
        }
        return messages;
    }

    private static List<Block> blocks(Fields content, PartReader parts) {
        return CarriedThoughts.unpacked(content.oneOrMore("parts").stream().map(parts::read).toList());
    }

    private static Role role(Fields content) {
        return switch (content.text("role").orElse("").toLowerCase(Locale.ROOT)) {
            case "model" -> Role.ASSISTANT;
            case "", "user", "function" -> Role.USER;
            default -> throw content.notAllowed("role", "Please use a valid role: user, model.");
        };
    }

    private Service service() {
        Optional<String> tier = body.text("serviceTier").map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.endsWith("unspecified")).map(word -> word.equals("standard") ? "default" : word);
        return new Service(tier, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}
