package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.StopReason;
import dev.pollux.model.TokenLogprob;
import dev.pollux.model.Usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes complete answers at random, in pieces cut anywhere, of one candidate or of several that interleave. */
final class RandomAnswer {
    private static final List<StopReason.Kind> SILENT = List.of(StopReason.Kind.DONE, StopReason.Kind.DONE,
            StopReason.Kind.LENGTH, StopReason.Kind.FILTERED, StopReason.Kind.STOP_TEXT, StopReason.Kind.PAUSED);

    private final Dice dice;

    RandomAnswer(long seed) {
        dice = new Dice(seed);
    }

    List<Event> events() {
        var candidates = new ArrayList<List<Event>>();
        int many = dice.oneIn(4) ? 2 + dice.below(2) : 1;
        for (int i = 0; i < many; i++) {
            candidates.add(candidate(i));
        }
        var events = new ArrayList<Event>();
        events.add(new Event.Start("id" + dice.word(), "a-model"));
        while (!candidates.isEmpty()) {
            List<Event> next = dice.of(candidates);
            events.add(next.removeFirst());
            if (next.isEmpty()) {
                candidates.remove(next);
            }
        }
        events.add(new Event.Tokens(usage()));
        events.add(new Event.End());
        return events;
    }

    private Usage usage() {
        int input = 40 + dice.below(100);
        int output = 40 + dice.below(100);
        return new Usage(OptionalLong.of(input), count(input / 2), count(input / 2), OptionalLong.of(output),
                count(output));
    }

    private OptionalLong count(int most) {
        return dice.oneIn(3) ? OptionalLong.of(dice.below(most) + 1L) : OptionalLong.empty();
    }

    private List<Event> candidate(int index) {
        var events = new ArrayList<Event>();
        int block = 0;
        if (dice.oneIn(3)) {
            stream(events, index, block++, new Block.Thinking("", Marks.NONE), dice.words(),
                    dice.oneIn(2) ? Marks.sealed(dice.seal()) : Marks.NONE);
        }
        boolean refuses = dice.oneIn(12);
        if (refuses) {
            stream(events, index, block++, new Block.Text("", true, List.of(), Marks.NONE), dice.words(), Marks.NONE);
        } else if (dice.oneIn(2)) {
            text(events, index, block++);
        }
        if (dice.oneIn(8)) {
            picture(events, index, block++);
        }
        if (dice.oneIn(10)) {
            events.add(new Event.Open(index, block,
                    new Block.Opaque(Dice.FOREIGN, "strange_block", Json.object().put("type", "strange"))));
            events.add(new Event.Close(index, block++, Marks.NONE));
        }
        int calls = refuses ? 0 : block == 0 ? 1 : dice.below(3);
        for (int i = 0; i < calls; i++) {
            call(events, index, block++);
        }
        events.add(new Event.Finish(index, new StopReason(
                refuses ? StopReason.Kind.REFUSED : calls > 0 ? StopReason.Kind.TOOL_CALLS : dice.of(SILENT), "raw")));
        return events;
    }

    private void text(List<Event> events, int index, int block) {
        String words = dice.words();
        boolean cites = dice.oneIn(4);
        boolean measured = dice.oneIn(5);
        open(events, index, block, new Block.Text(""), words);
        if (cites) {
            int start = dice.below(words.length());
            int end = words.offsetByCodePoints(Character.isLowSurrogate(words.charAt(start)) ? --start : start, 1);
            events.add(new Event.Cite(index, block, new Citation(Optional.of("https://x.test/" + dice.word()),
                    Optional.of(dice.word()), OptionalInt.of(start), OptionalInt.of(end), Extras.NONE)));
        }
        if (measured) {
            events.add(new Event.Logprobs(index, List.of(new TokenLogprob(words, -0.5,
                    List.of(new TokenLogprob(words, -0.5, List.of()), new TokenLogprob("é", -1.25, List.of()))))));
        }
        events.add(new Event.Close(index, block, Marks.NONE));
    }

    private void picture(List<Event> events, int index, int block) {
        Block.Source source = dice.oneIn(2)
                ? new Block.Source.Inline(dice.base64())
                : new Block.Source.Link("https://x.test/" + dice.word() + ".png");
        events.add(new Event.Open(index, block, new Block.Media(Block.Media.Kind.IMAGE, source,
                Optional.of("image/png"), Optional.empty(), Optional.empty(), Marks.NONE)));
        events.add(new Event.Close(index, block, Marks.NONE));
    }

    private void call(List<Event> events, int index, int block) {
        boolean custom = dice.oneIn(8);
        Marks marks = dice.oneIn(2) ? Marks.sealed(dice.seal()) : Marks.NONE;
        String arguments = custom
                ? dice.words()
                : Json.text(Json.object().put("word", dice.words()).put("n", dice.below(1 << 30)));
        stream(events, index, block, new Block.ToolCall("call_" + dice.word(), "f" + dice.word(), "", custom, marks),
                arguments, marks);
    }

    private void stream(List<Event> events, int index, int block, Block head, String text, Marks marks) {
        open(events, index, block, head, text);
        events.add(new Event.Close(index, block, marks));
    }

    private void open(List<Event> events, int index, int block, Block head, String text) {
        events.add(new Event.Open(index, block, head));
        for (int at = 0; at < text.length();) {
            int end = Math.min(text.length(), at + 1 + dice.below(6));
            events.add(new Event.Delta(index, block, text.substring(at, end)));
            at = end;
        }
    }
}
