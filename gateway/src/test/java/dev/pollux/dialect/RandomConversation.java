package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Request;
import dev.pollux.model.Tool;
import dev.pollux.model.Tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes conversations at random, with everything that the canonical model can say. */
final class RandomConversation {
    private static final String MESSAGE = "messages[]";
    private static final String PART = "parts[]";
    private static final List<Block.Media.Detail> DETAILS = List.of(Block.Media.Detail.values());

    private final Dice dice;

    RandomConversation(long seed) {
        dice = new Dice(seed);
    }

    Request request() {
        var wishes = new RandomWishes(dice);
        List<Tool> offered = wishes.tools();
        var messages = new ArrayList<Message>();
        if (dice.oneIn(2)) {
            messages.add(instruction());
        }
        int turns = 1 + dice.below(3);
        for (int i = 0; i < turns; i++) {
            messages.add(new Message(Role.USER, userBlocks(), dice.foreign(20, MESSAGE)));
            if (dice.oneIn(12)) {
                messages.add(instruction());
            }
            if (i + 1 < turns || dice.oneIn(12)) {
                answer(messages);
            }
        }
        Optional<Boolean> parallel = offered.stream().anyMatch(Tool.Function.class::isInstance)
                ? dice.maybe(() -> dice.oneIn(2))
                : Optional.empty();
        boolean stream = dice.oneIn(2);
        return new Request("a-model", messages, new Tools(offered, wishes.choice(offered), parallel),
                wishes.settings(), wishes.output(stream), wishes.thinking(), wishes.service(),
                new Request.Delivery(stream, false, Request.Framing.EVENTS), dice.foreign(5, ""));
    }

    private Message instruction() {
        var texts = new ArrayList<Block>();
        do {
            texts.add(text());
        } while (dice.oneIn(4));
        return new Message(dice.oneIn(4) ? Role.DEVELOPER : Role.SYSTEM, texts);
    }

    private List<Block> userBlocks() {
        var blocks = new ArrayList<Block>();
        blocks.add(text());
        while (dice.oneIn(3)) {
            blocks.add(dice.oneIn(2) ? text() : media());
        }
        if (dice.oneIn(10)) {
            blocks.add(new Block.Opaque(Dice.FOREIGN, "strange_block", Json.object().put("type", "strange")));
        }
        return blocks;
    }

    private void answer(List<Message> messages) {
        var blocks = new ArrayList<Block>();
        if (dice.oneIn(3)) {
            blocks.add(new Block.Thinking(dice.words(), dice.oneIn(4) ? Marks.NONE : Marks.sealed(dice.seal())));
        }
        if (dice.oneIn(2)) {
            blocks.add(said());
        }
        if (dice.oneIn(15)) {
            blocks.add(media());
        }
        var results = new ArrayList<Block>();
        for (int calls = blocks.isEmpty() ? 1 + dice.below(2) : dice.below(3); calls > 0; calls--) {
            Block.ToolCall call = call(results.isEmpty());
            blocks.add(call);
            results.add(result(call));
        }
        messages.add(new Message(Role.ASSISTANT, blocks, dice.foreign(20, MESSAGE)));
        if (!results.isEmpty() && !dice.oneIn(15)) {
            messages.add(new Message(Role.USER, results));
        }
    }

    /** What the model said: plainly, with sources, as a refusal, or signed. */
    private Block said() {
        String words = dice.words();
        return switch (dice.below(6)) {
            case 0 -> new Block.Text(words, true, List.of(), Marks.NONE);
            case 1 -> new Block.Text(words, false, List.of(citation(words)), Marks.NONE);
            case 2 -> new Block.Text(words).withMarks(Marks.sealed(dice.seal()));
            default -> text();
        };
    }

    private Citation citation(String words) {
        return new Citation(Optional.of("https://x.test/" + dice.word()), dice.maybe(dice::word), OptionalInt.of(0),
                OptionalInt.of(words.length()), dice.foreign(4, "citations[]"));
    }

    /** @param first of the calls of one step vendors sign the first alone */
    private Block.ToolCall call(boolean first) {
        boolean custom = dice.oneIn(8);
        String arguments = custom
                ? dice.words()
                : Json.text(Json.object().put("word", dice.words()).put("n", dice.below(1 << 30)));
        Marks marks = dice.marks("calls[]");
        return new Block.ToolCall("call_" + dice.word(), "f" + dice.word(), arguments, custom,
                first && dice.oneIn(3) ? marks.withSeal(Optional.of(dice.seal())) : marks);
    }

    private Block result(Block.ToolCall call) {
        var content = new ArrayList<Block>();
        if (!dice.oneIn(6)) {
            content.add(text());
        }
        while (dice.oneIn(5)) {
            content.add(dice.oneIn(3) ? text() : media());
        }
        return new Block.ToolResult(call.id(), dice.maybe(call::name), content, dice.oneIn(5), call.custom(),
                dice.marks("results[]"));
    }

    private Block.Text text() {
        return dice.text().withMarks(dice.marks(PART));
    }

    private Block media() {
        return switch (dice.below(8)) {
            case 0, 1 -> media(Block.Media.Kind.IMAGE, inline(), "image/png");
            case 2 -> media(Block.Media.Kind.IMAGE, link("png"), "");
            case 3 -> media(Block.Media.Kind.DOCUMENT, inline(), "application/pdf");
            case 4 -> media(Block.Media.Kind.DOCUMENT, link("pdf"), "application/pdf");
            case 5 -> media(Block.Media.Kind.DOCUMENT, inline(), "text/plain");
            case 6 -> media(Block.Media.Kind.AUDIO, inline(), "audio/mp3");
            default -> media(Block.Media.Kind.VIDEO, inline(), "video/mp4");
        };
    }

    private Block.Source inline() {
        return new Block.Source.Inline(dice.base64());
    }

    private Block.Source link(String ending) {
        return new Block.Source.Link("https://x.test/" + dice.word() + "." + ending);
    }

    private Block media(Block.Media.Kind kind, Block.Source source, String type) {
        return new Block.Media(kind, source, Optional.of(type).filter(text -> !text.isEmpty()),
                dice.maybe(6, dice::word), dice.maybe(6, () -> dice.of(DETAILS)), dice.marks(PART));
    }
}
