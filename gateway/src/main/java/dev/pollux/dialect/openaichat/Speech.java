package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Output;
import dev.pollux.sound.Sound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The {@code audio} of one answer: what is spoken, and in which words.
 *
 * <p>In the middle the words are a text and the sound is media; that the text is heard and not written is a note for this
 * dialect alone.
 */
final class Speech {
    /** Holds the id that the vendor has given to the sound. */
    private static final String NOTE = "spoken";

    private final String id;
    private final long created;
    private final List<Media> pieces = new ArrayList<>();
    private final StringBuilder transcript = new StringBuilder();
    private Optional<String> given = Optional.empty();

    /**
     * @param id where the vendor gave none
     * @param created when the answer began; nobody keeps a sound here, so that its id is of no use from then on
     */
    Speech(String id, long created) {
        this.id = id;
        this.created = created;
    }

    /** The id of what one candidate of an answer says. */
    static String id(String completion, int candidate) {
        return "audio_" + completion.substring(completion.indexOf('-') + 1) + (candidate == 0 ? "" : "_" + candidate);
    }

    /** Marks of words that are spoken, and of the sound of them. */
    static Marks marks(String id) {
        return Marks.of(Extras.NONE.withNote(Words.DIALECT, NOTE, StringNode.valueOf(id)));
    }

    static boolean isSpoken(Block.Text text) {
        return id(text).isPresent();
    }

    static boolean is(Media media) {
        return media.kind() == Media.Kind.AUDIO && media.source() instanceof Source.Inline;
    }

    /** Bytes of a vendor, in a form of which it says nothing. */
    static Media piece(String base64, String id) {
        return new Media(Media.Kind.AUDIO, new Source.Inline(base64), Optional.of(type(base64)), Optional.empty(),
                Optional.empty(), marks(id));
    }

    private static String type(String base64) {
        if (base64.startsWith("UklGR")) {
            return "audio/wav";
        }
        if (base64.startsWith("SUQz") || base64.startsWith("//")) {
            return "audio/mpeg";
        }
        return base64.startsWith("T2dnUw") ? "audio/ogg" : base64.startsWith("ZkxhQ") ? "audio/flac" : Sound.SAMPLES;
    }

    /** Takes the id that the vendor has given to what this is a piece of. */
    Speech named(Block piece) {
        given = given.or(() -> id(piece));
        return this;
    }

    Speech add(Block.Text words) {
        transcript.append(words.text());
        return named(words);
    }

    Speech add(Media piece) {
        pieces.add(piece);
        return named(piece);
    }

    /** The whole of it. */
    ObjectNode write(Optional<Output.Speech> asked) {
        boolean file = asked.flatMap(Output.Speech::format).filter(format -> format.startsWith("pcm")).isEmpty();
        String data = pieces.isEmpty()
                ? ""
                : Base64.getEncoder().encodeToString(Sound.joined(pieces, file).bytes());
        return begin().put("data", data).put("expires_at", created).put("transcript", transcript.toString());
    }

    /** What stands at its beginning. */
    ObjectNode begin() {
        return Json.object().put("id", given.filter(name -> !name.isEmpty()).orElse(id));
    }

    /** What stands at the end of a stream. */
    ObjectNode end() {
        return Json.object().put("expires_at", created);
    }

    /** One piece of a stream. */
    static ObjectNode data(Media piece) {
        return Json.object().put("data", ((Source.Inline) piece.source()).base64());
    }

    private static Optional<String> id(Block block) {
        return block.marks().extras().note(Words.DIALECT, NOTE).map(JsonNode::asString);
    }
}
