package dev.pollux.media;

import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Event;
import dev.pollux.model.Request;
import dev.pollux.model.Response;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
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

    /**
     * The request with the pictures of the model's own turns that it shall see again; empty if it has made none.
     *
     * @param others fetches those that are kept by others, where that is wished
     * @param counting whom to tell how much they take up, as in {@link RemoteMedia#inline}
     */
    public Optional<Request> remembered(Request request, RemoteMedia others, Supplier<LongConsumer> counting) {
        return new History(config, gallery, counting).restore(request)
                .map(restored -> others.inlineIfPossible(restored, History.POINT, counting));
    }

    /** Where a picture of which the bytes are known can be seen. */
    public String address(Media picture, Source.Inline inline, String base) {
        return config.chat() == PicturesConfig.Chat.DATA_URL
                ? DataUrls.of(picture, inline)
                : gallery.address(picture, inline, config.host().orElse(base));
    }

    private Optional<String> address(Media picture, Supplier<String> base) {
        return switch (picture.source()) {
            case Source.Inline inline -> Optional.of(address(picture, inline, base.get()));
            case Source.Link link -> Optional.of(link.url());
            case Source.Stored _ -> Optional.empty();
        };
    }
}
