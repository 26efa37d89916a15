package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Catalog.Model;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules about turns: who may follow whom, calls and their answers, signatures. */
final class Turns {
    private static final Set<String> ROLES = Set.of("", "user", "model", "function");
    private static final Set<String> DATA = Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse",
            "executableCode", "codeExecutionResult", "toolCall", "toolResponse", "audioTranscription");

    private final JsonNode contents;

    private Turns(JsonNode contents) {
        this.contents = contents;
    }

    static void check(JsonNode contents, Model model) {
        var turns = new Turns(contents);
        turns.shapes();
        turns.callsAndResponses();
        if (model.refusesPrefill() && turns.isModel(contents.size() - 1)) {
            throw Refusals.invalid("Requests ending with a model turn are not supported.");
        }
        if (model.version() >= 3) {
            turns.signatures();
        }
    }

    /** Nothing empty, and only known roles. */
    private void shapes() {
        if (contents.isEmpty()) {
            throw Refusals.field("contents", "contents is not specified");
        }
        for (int i = 0; i < contents.size(); i++) {
            JsonNode content = contents.get(i);
            if (!ROLES.contains(Json.text(content.path("role")))) {
                throw Refusals.invalid("Please use a valid role: user, model.");
            }
            if (content.path("parts").isEmpty()) {
                throw Refusals.field("contents[" + i + "].parts", "contents.parts must not be empty.");
            }
            int number = 0;
            for (JsonNode part : content.path("parts")) {
                if (part.propertyNames().stream().noneMatch(DATA::contains)) {
                    throw Refusals.field("contents[" + i + "].parts[" + number + "].data",
                            "required oneof field 'data' must have one initialized field");
                }
                checkNames(part, "contents[" + i + "].parts[" + number + "]");
                number++;
            }
        }
    }

    private static void checkNames(JsonNode part, String path) {
        for (String kind : List.of("functionCall", "functionResponse")) {
            if (part.has(kind) && Json.text(part.get(kind).path("name")).isEmpty()) {
                throw Refusals.field(path + "." + Shapes.snake(kind) + ".name", "Name cannot be empty.");
            }
        }
        if (part.has("functionResponse") && !part.get("functionResponse").has("response")) {
            throw Refusals.field(path + ".function_response.response", "Response must be set.");
        }
    }

    private void callsAndResponses() {
        for (int i = 0; i < contents.size(); i++) {
            List<JsonNode> calls = parts(i, "functionCall");
            List<JsonNode> responses = parts(i, "functionResponse");
            if (!calls.isEmpty() && (i == 0 || isModel(i - 1))) {
                throw Refusals.invalid("Please ensure that function call turn comes immediately after a user turn "
                        + "or after a function response turn.");
            }
            if (!responses.isEmpty() && (i == 0 || parts(i - 1, "functionCall").isEmpty())) {
                throw Refusals.invalid(
                        "Please ensure that function response turn comes immediately after a function call turn.");
            }
            if (!calls.isEmpty()
                    && !answered(calls, i + 1 < contents.size() ? parts(i + 1, "functionResponse") : List.of())) {
                throw Refusals
                        .invalid("Please ensure that the number of function response parts is equal to the number of "
                                + "function call parts of the function call turn.");
            }
        }
    }

    /** As many answers as calls, of the same names, and of the same ids where both sides have them. */
    private static boolean answered(List<JsonNode> calls, List<JsonNode> responses) {
        List<JsonNode> open = new ArrayList<>(calls);
        for (JsonNode response : responses) {
            String id = Json.text(response.path("id"));
            boolean matched = open.stream().filter(call -> call.path("name").equals(response.path("name")))
                    .filter(call -> id.isEmpty() || Json.text(call.path("id")).isEmpty()
                            || id.equals(Json.text(call.path("id"))))
                    .findFirst().map(open::remove).orElse(false);
            if (!matched) {
                return false;
            }
        }
        return open.isEmpty();
    }

    /** In the current turn the first call of each model step is signed. */
    private void signatures() {
        for (int i = currentTurn(); i < contents.size(); i++) {
            boolean first = true;
            for (JsonNode part : contents.get(i).path("parts")) {
                boolean call = part.has("functionCall");
                String signature = Json.text(part.path("thoughtSignature"));
                if (isModel(i) && call && first && signature.isEmpty()) {
                    throw Refusals.invalid("Function call is missing a thought_signature in functionCall parts. "
                            + "This is required for tools to work correctly, and missing thought_signature may lead to "
                            + "degraded model performance. Additional data, function call `default_api:"
                            + Json.text(part.get("functionCall").path("name")) + "`, position " + (i + 1) + ".");
                }
                if (!signature.isEmpty() && !Signatures.valid(signature)) {
                    throw Refusals.invalid("Corrupted thought signature.");
                }
                first = first && !call;
            }
        }
    }

    /** The place after the last user turn that is no tool result. */
    private int currentTurn() {
        for (int i = contents.size() - 1; i >= 0; i--) {
            if (!isModel(i) && parts(i, "functionResponse").isEmpty()) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean isModel(int index) {
        return Json.text(contents.get(index).path("role")).equals("model");
    }

    private List<JsonNode> parts(int index, String kind) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode part : contents.get(index).path("parts")) {
            if (part.has(kind)) {
                found.add(part.get(kind));
            }
        }
        return found;
    }
}
