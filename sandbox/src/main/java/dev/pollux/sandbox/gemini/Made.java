package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Catalog.Model;
import dev.pollux.sandbox.reply.Picture;
import dev.pollux.sandbox.reply.Sound;
import dev.pollux.sandbox.scenario.Kind;
import dev.pollux.sandbox.scenario.Scenario;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a model makes beside text, or instead of it.
 *
 * @param alone no text was asked for
 */
record Made(List<Thing> things, boolean alone, int tokens) {
    private static final Made NOTHING = new Made(List.of(), false, 0);
    private static final int TOKENS_OF_PICTURE = 1_120;
    private static final int TOKENS_OF_SECOND = 25;
    private static final Set<String> VOICES = Set.of("Achernar", "Achird", "Algenib", "Algieba", "Alnilam", "Aoede",
            "Autonoe", "Callirrhoe", "Charon", "Despina", "Enceladus", "Erinome", "Fenrir", "Gacrux", "Iapetus", "Kore",
            "Laomedeia", "Leda", "Orus", "Puck", "Pulcherrima", "Rasalgethi", "Sadachbia", "Sadaltager", "Schedar",
            "Sulafat", "Umbriel", "Vindemiatrix", "Zephyr", "Zubenelgenubi");

    /** One piece of it, as it goes into a part of its own. */
    record Thing(String type, String base64) {}

    Made {
        things = List.copyOf(things);
    }

    static Made by(JsonNode request, Model model, Scenario scenario, String text) {
        JsonNode config = request.path("generationConfig");
        List<String> asked = new ArrayList<>();
        config.path("responseModalities").forEach(modality -> asked.add(Json.text(modality)));
        if (model.kind().equals("image") || scenario.is(Kind.PICTURE)) {
            refuseUnless(asked.isEmpty() || asked.contains("IMAGE"), asked, model, "TEXT, IMAGE");
            return new Made(List.of(new Thing("image/png", Picture.png(scenario.numberOr(0)))),
                    !asked.isEmpty() && !asked.contains("TEXT"), TOKENS_OF_PICTURE);
        }
        if (model.kind().equals("speech") || scenario.is(Kind.SPEECH)) {
            refuseUnless(asked.equals(List.of("AUDIO")), asked, model, "AUDIO");
            return speech(request, model, text);
        }
        refuseUnless(asked.isEmpty() || asked.equals(List.of("TEXT")), asked, model, "TEXT");
        return NOTHING;
    }

    private static Made speech(JsonNode request, Model model, String text) {
        if (request.has("systemInstruction")) {
            throw Refusals.invalid("Developer instruction is not enabled for models/" + model.id());
        }
        String voice = Json.text(request.path("generationConfig").path("speechConfig").path("voiceConfig")
                .path("prebuiltVoiceConfig").path("voiceName"));
        if (!voice.isEmpty() && !VOICES.contains(voice)) {
            throw Refusals.invalid("Voice name " + voice + " is not supported. Allowed voice names are: "
                    + String.join(", ", VOICES.stream().sorted().toList()));
        }
        List<String> seconds = Sound.of(text);
        return new Made(seconds.stream().map(pcm -> new Thing(Sound.TYPE, pcm)).toList(), true,
                TOKENS_OF_SECOND * seconds.size());
    }

    private static void refuseUnless(boolean fit, List<String> asked, Model model, String possible) {
        if (!fit && !model.id().startsWith("sandbox-")) {
            throw Refusals.invalid("The requested combination of response modalities ("
                    + (asked.isEmpty() ? "TEXT" : String.join(", ", asked)) + ") is not supported by the model. models/"
                    + model.id() + " accepts the following combination of response modalities:\n* " + possible + "\n");
        }
    }
}
