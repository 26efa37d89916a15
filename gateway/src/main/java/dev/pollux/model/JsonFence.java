package dev.pollux.model;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Event.Cite;
import dev.pollux.model.Response.Candidate;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Takes JSON out of the fence that some models put around it: {@code ```json} in front and {@code ```} behind.
 *
 * <p>Only where the client asked for JSON, only of the first text of a candidate, and only where an object or an array
 * stands behind the fence; anything else passes untouched. A stream is held back as long as its beginning may be a fence
 * and its end may be one; what follows the end of a fence in a stream, against all expectation, keeps that end.
 */
public final class JsonFence implements Consumer<Event> {
    private final Consumer<Event> out;
    /** By candidate; the entry stays when the text is over, so that only the first is touched. */
    private final Map<Integer, FencedText> texts = new HashMap<>();

    private JsonFence(Consumer<Event> out) {
        this.out = out;
    }

    /** Whether the answer is to be JSON. */
    public static boolean mayStandAround(Request request) {
        return switch (request.output().format()) {
            case Output.Format.JsonObject _,Output.Format.JsonSchema _ -> true;
            case Output.Format.Text _ -> false;
        };
    }

    /** A consumer that passes events on without the fence. */
    public static Consumer<Event> before(Consumer<Event> out) {
        return new JsonFence(out);
    }

    /** A whole answer without the fence. */
    public static Response off(Response response) {
        List<Candidate> candidates = response.candidates().stream().map(JsonFence::off).toList();
        return new Response(response.id(), response.model(), candidates, response.usage(), response.extras());
    }

    private static Candidate off(Candidate candidate) {
        var blocks = new ArrayList<>(candidate.blocks());
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Block.Text text && !text.refusal()) {
                blocks.set(i, off(text));
                break;
            }
        }
        return new Candidate(candidate.index(), blocks, candidate.stop(), candidate.logprobs());
    }

    private static Block.Text off(Block.Text text) {
        var fenced = new FencedText();
        String inside = fenced.add(text.text()) + fenced.end();
        if (!fenced.isFenced() || !isJson(inside)) {
            return text;
        }
        return new Block.Text(inside, false,
                text.citations().stream().map(citation -> moved(citation, fenced.cut())).toList(), text.marks());
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Open open -> open(open);
            case Event.Delta delta -> {
                FencedText text = open(delta.candidate(), delta.block());
                if (text == null) {
                    out.accept(delta);
                } else {
                    tell(delta.candidate(), delta.block(), text.add(delta.text()));
                }
            }
            case Cite cite -> {
                FencedText text = open(cite.candidate(), cite.block());
                out.accept(text == null
                        ? cite
                        : new Cite(cite.candidate(), cite.block(), moved(cite.citation(), text.cut())));
            }
            case Event.Close close -> {
                FencedText text = open(close.candidate(), close.block());
                if (text != null) {
                    tell(close.candidate(), close.block(), text.end());
                }
                out.accept(close);
            }
            case Event.Failed failed -> {
                texts.forEach((candidate, text) -> tell(candidate, text.block(), text.rest()));
                out.accept(failed);
            }
            case Event.Start _,Event.Logprobs _,Event.Tokens _,Event.Finish _,Event.End _,Event.Opaque _ ->
                out.accept(event);
        }
    }

    private void open(Event.Open open) {
        if (!(open.head() instanceof Block.Text text) || text.refusal() || texts.containsKey(open.candidate())) {
            out.accept(open);
            return;
        }
        var fenced = new FencedText(open.block());
        texts.put(open.candidate(), fenced);
        out.accept(new Event.Open(open.candidate(), open.block(),
                new Block.Text("", false, text.citations(), text.marks())));
        tell(open.candidate(), open.block(), fenced.add(text.text()));
    }

    private @Nullable FencedText open(int candidate, int block) {
        FencedText text = texts.get(candidate);
        return text != null && text.block() == block ? text : null;
    }

    private void tell(int candidate, int block, String text) {
        if (!text.isEmpty()) {
            out.accept(new Event.Delta(candidate, block, text));
        }
    }

    private static boolean isJson(String text) {
        try {
            return Json.tree(text).isContainer();
        } catch (JsonException _) {
            return false;
        }
    }

    private static Citation moved(Citation citation, int by) {
        return by == 0
                ? citation
                : new Citation(citation.url(), citation.title(), moved(citation.start(), by), moved(citation.end(), by),
                        citation.extras());
    }

    private static OptionalInt moved(OptionalInt place, int by) {
        return place.isEmpty() ? place : OptionalInt.of(Math.max(0, place.getAsInt() - by));
    }
}
