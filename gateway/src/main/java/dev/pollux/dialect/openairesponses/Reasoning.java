package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A reasoning item and the thoughts in it: one for each part of its summary or of its content, the first with the fields
 * of the item, the last with its seal.
 *
 * <p>Seals of other vendors stand in {@code encrypted_content} too, behind {@code pollux.<origin>.}: clients send the
 * field back as it came.
 */
final class Reasoning {
    private static final String FOREIGN = "pollux.";

    private Reasoning() {}

    /** @param extras of a place and of what is left there */
    static List<Block.Thinking> read(Fields item, BiFunction<String, ObjectNode, Extras> extras) {
        item.skip("type");
        Optional<Seal> seal = item.text("encrypted_content").map(Reasoning::seal);
        var parts = new ArrayList<Part>();
        item.objects("summary").forEach(part -> parts.add(new Part(part.requiredText("text"), Places.SUMMARY)));
        item.objects("content").forEach(part -> parts.add(new Part(part.requiredText("text"), Places.CONTENT)));
        if (parts.isEmpty()) {
            parts.add(new Part("", Places.SUMMARY));
        }
        var thoughts = new ArrayList<Block.Thinking>();
        for (int i = 0; i < parts.size(); i++) {
            String place = place(i == 0, parts.get(i).place);
            Optional<Seal> last = i == parts.size() - 1 ? seal : Optional.empty();
            thoughts.add(new Block.Thinking(parts.get(i).text, new Marks(last, Optional.empty(),
                    extras.apply(place, i == 0 ? item.rest() : Json.object()))));
        }
        return thoughts;
    }

    private record Part(String text, String place) {}

    /** Where a thought stands that begins an item or goes on in it. */
    static String place(boolean first, String place) {
        return first && place.equals(Places.SUMMARY) ? Places.ITEM : place;
    }

    static boolean isContent(Block.Thinking thought) {
        return Places.is(thought.marks().extras(), Places.CONTENT);
    }

    static Seal seal(String sealed) {
        int origin = sealed.startsWith(FOREIGN) ? sealed.indexOf('.', FOREIGN.length()) : -1;
        return origin < 0
                ? new Seal(Words.DIALECT, sealed)
                : new Seal(sealed.substring(FOREIGN.length(), origin), sealed.substring(origin + 1));
    }

    /** The seal in a field that goes to a client. */
    static String sealed(Seal seal) {
        return seal.isOf(Words.DIALECT) ? seal.value() : FOREIGN + seal.origin() + "." + seal.value();
    }

    /** One summary or content part. */
    static ObjectNode part(Block.Thinking thought) {
        ObjectNode part = Json.object();
        part.put("type", isContent(thought) ? "reasoning_text" : "summary_text");
        return part.put("text", thought.text());
    }

    /**
     * The item for a vendor; empty where the thoughts are of another one, who alone may see them sealed again.
     *
     * @param thoughts of one item
     * @param stored the vendor may know the item by its id; where it may not, it refuses one that has nothing else
     */
    static Optional<ObjectNode> write(List<Block.Thinking> thoughts, boolean stored, Losses losses) {
        Optional<Seal> seal = thoughts.getLast().marks().seal();
        if (seal.isPresent() && !seal.get().isOf(Words.DIALECT)) {
            return Optional.empty();
        }
        boolean known = thoughts.getFirst().marks().extras().isOf(Words.DIALECT)
                && (stored || thoughts.stream().anyMatch(Reasoning::isContent));
        if (seal.isEmpty() && !known) {
            losses.add("reasoning");
            return Optional.empty();
        }
        ObjectNode item = Json.object().put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        ArrayNode content = Json.array();
        for (Block.Thinking thought : thoughts) {
            if (!thought.text().isEmpty()) {
                (isContent(thought) ? content : summary).add(part(thought));
            }
            Places.write(thought.marks().extras(), item, losses);
        }
        if (!content.isEmpty()) {
            item.set("content", content);
        }
        seal.ifPresent(own -> item.put("encrypted_content", own.value()));
        return Optional.of(item);
    }
}
