package dev.pollux.media;

import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Fold;
import dev.pollux.model.Marks;
import dev.pollux.model.Response;
import dev.pollux.model.Unfold;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts Markdown into the place of the pictures of an answer, for dialects whose answers have none.
 *
 * <p>A picture becomes a text block in its place, with an empty line between it and the texts around it. The line behind
 * it is written when it is known that a text follows, so its block closes late.
 */
public final class MarkdownPictures implements Consumer<Event> {
    private static final String EMPTY_LINE = "\n\n";

    /** Characters of a picture that are told at once in a stream. */
    private static final int PIECE = 64 * 1024;

    private final Function<Block.Media, Optional<String>> addresses;
    private final int longest;
    private final Consumer<Event> out;
    private final Map<Integer, Place> places = new HashMap<>();

    /** What was said of one candidate. */
    private static final class Place {
        boolean text;
        /** The block of a picture that is not closed yet; -1 for none. */
        int open = -1;
    }

    /** @param addresses where the picture can be seen; empty leaves it as it is */
    public MarkdownPictures(Function<Block.Media, Optional<String>> addresses, Consumer<Event> out) {
        this(addresses, PIECE, out);
    }

    /** @param longest text that is told at once */
    private MarkdownPictures(Function<Block.Media, Optional<String>> addresses, int longest, Consumer<Event> out) {
        this.addresses = addresses;
        this.longest = longest;
        this.out = out;
    }

    /** A whole answer with Markdown for pictures. */
    public static Response in(Response response, Function<Block.Media, Optional<String>> addresses) {
        if (!hasPicture(response)) {
            return response;
        }
        var fold = new Fold();
        Unfold.to(new MarkdownPictures(addresses, Integer.MAX_VALUE, fold), response);
        return fold.response();
    }

    /** Asked of every answer, and so without streams. */
    private static boolean hasPicture(Response response) {
        for (Response.Candidate candidate : response.candidates()) {
            for (Block block : candidate.blocks()) {
                if (isPicture(block)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Open open -> open(open);
            case Event.Close close when place(close.candidate()).open == close.block() -> {
                // closes when it is known what follows
            }
            case Event.Delta delta -> {
                place(delta.candidate()).text = true;
                out.accept(delta);
            }
            case Event.Finish finish -> {
                close(finish.candidate());
                out.accept(finish);
            }
            case Event.End _,Event.Failed _ -> {
                places.keySet().forEach(this::close);
                out.accept(event);
            }
            case Event.Start _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Tokens _,Event.Opaque _ ->
                out.accept(event);
        }
    }

    private void open(Event.Open open) {
        Place place = place(open.candidate());
        if (open.head() instanceof Block.Text text && !text.refusal() && place.open >= 0) {
            out.accept(new Event.Delta(open.candidate(), place.open, EMPTY_LINE));
        }
        close(open.candidate());
        Optional<String> address = isPicture(open.head())
                ? addresses.apply((Block.Media) open.head())
                : Optional.empty();
        if (address.isEmpty()) {
            out.accept(open);
            return;
        }
        out.accept(new Event.Open(open.candidate(), open.block(), new Block.Text("")));
        say(open, (place.text ? EMPTY_LINE : "") + "![image](", escaped(address.get()), ")");
        place.text = true;
        place.open = open.block();
    }

    /** In one piece, if it is not long: of an address that is the picture itself hardly anything is held twice. */
    private void say(Event.Open open, String before, String address, String behind) {
        if (address.length() <= longest) {
            say(open, before + address + behind);
            return;
        }
        say(open, before);
        for (int at = 0; at < address.length(); at += longest) {
            say(open, address.substring(at, Math.min(at + longest, address.length())));
        }
        say(open, behind);
    }

    private void say(Event.Open open, String text) {
        out.accept(new Event.Delta(open.candidate(), open.block(), text));
    }

    private void close(int candidate) {
        Place place = place(candidate);
        if (place.open >= 0) {
            out.accept(new Event.Close(candidate, place.open, Marks.NONE));
            place.open = -1;
        }
    }

    private Place place(int candidate) {
        return places.computeIfAbsent(candidate, _ -> new Place());
    }

    private static boolean isPicture(Block block) {
        return block instanceof Block.Media media && media.kind() == Block.Media.Kind.IMAGE;
    }

    /** Without what ends a link in Markdown. */
    private static String escaped(String url) {
        return url.startsWith("data:")
                ? url
                : url.replace("(", "%28").replace(")", "%29").replace(" ", "%20");
    }
}
