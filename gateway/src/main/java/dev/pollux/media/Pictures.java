package dev.pollux.media;

import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Event;
import dev.pollux.model.Request;
import dev.pollux.model.Response;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What becomes of pictures on the road: those of answers, and those of a history.
 *
 * <p>For use by many threads, which it blocks.
 */
public final class Pictures {
    private final PicturesConfig config;
    private final Gallery gallery;

    public Pictures(PicturesConfig config, Gallery gallery) {
        this.config = config;
        this.gallery = gallery;
    }

    public Gallery gallery() {
        return gallery;
    }

    /** Whether pictures become text for clients whose dialect has no place for them. */
    public boolean inText() {
        return config.chat() != PicturesConfig.Chat.NATIVE;
    }

    /**
     * Puts Markdown into the place of pictures.
     *
     * @param base the address of our server, as the client wrote it
     */
    public Consumer<Event> inText(Consumer<Event> out, Supplier<String> base) {
        return new MarkdownPictures(picture -> address(picture, base), out);
    }

    /** A whole answer with Markdown in the place of pictures. */
    public Response inText(Response response, Supplier<String> base) {
        return MarkdownPictures.in(response, picture -> address(picture, base));
    }

    /** The request with pictures in the place of the links to them in the model's own turns; empty without any. */
    public Optional<Request> remembered(Request request) {
        return new History(config, gallery).restore(request);
    }

    /** Where a picture of which the bytes are known can be seen. */
    public String address(Media picture, Source.Inline inline, String base) {
        return config.chat() == PicturesConfig.Chat.LINK
                ? gallery.address(picture, inline, config.host().orElse(base))
                : DataUrls.of(picture, inline);
    }

    private Optional<String> address(Media picture, Supplier<String> base) {
        return switch (picture.source()) {
            case Source.Inline inline -> Optional.of(address(picture, inline, base.get()));
            case Source.Link link -> Optional.of(link.url());
            case Source.Stored _ -> Optional.empty();
        };
    }
}
