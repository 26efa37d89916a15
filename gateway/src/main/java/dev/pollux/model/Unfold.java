package dev.pollux.model;

import dev.pollux.model.Response.Candidate;

import java.util.List;
import java.util.function.Consumer;

/** Tells a whole answer as the shortest sequence of events that folds to it. */
public final class Unfold {

    private Unfold() {}

    public static void to(Consumer<Event> out, Response response) {
        out.accept(new Event.Start(response.id(), response.model()));
        response.extras().forEach(out);
        for (Candidate candidate : response.candidates()) {
            unfold(candidate, out);
        }
        if (response.usage().isKnown()) {
            out.accept(new Event.Tokens(response.usage()));
        }
        out.accept(new Event.End());
    }

    private static void unfold(Candidate candidate, Consumer<Event> out) {
        int index = candidate.index();
        List<Block> blocks = candidate.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Marks marks = block.marks();
            switch (block) {
                case Block.Text t -> {
                    out.accept(new Event.Open(index, i, new Block.Text("", t.refusal(), List.of(), marks)));
                    delta(index, i, t.text(), out);
                    for (Citation citation : t.citations()) {
                        out.accept(new Event.Cite(index, i, citation));
                    }
                }
                case Block.Thinking t -> {
                    out.accept(new Event.Open(index, i, new Block.Thinking("", marks)));
                    delta(index, i, t.text(), out);
                }
                case Block.ToolCall c -> {
                    out.accept(new Event.Open(index, i, new Block.ToolCall(c.id(), c.name(), "", c.custom(), marks)));
                    delta(index, i, c.arguments(), out);
                }
                case Block.Media _,Block.ToolResult _,Block.Opaque _ -> out.accept(new Event.Open(index, i, block));
            }
            out.accept(new Event.Close(index, i, marks));
        }
        if (!candidate.logprobs().isEmpty()) {
            out.accept(new Event.Logprobs(index, candidate.logprobs()));
        }
        out.accept(new Event.Finish(index, candidate.stop()));
    }

    private static void delta(int candidate, int block, String text, Consumer<Event> out) {
        if (!text.isEmpty()) {
            out.accept(new Event.Delta(candidate, block, text));
        }
    }
}
