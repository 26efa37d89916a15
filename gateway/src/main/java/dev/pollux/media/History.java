package dev.pollux.media;

import dev.pollux.media.PicturesConfig.Submit;
import dev.pollux.media.store.StoreException;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model sees again of the pictures that it has made: those that stand in its own turns as Markdown, each put back
 * at its place, and those that are there as pictures.
 *
 * <p>The newest come first, as long as the bounds allow; a picture that does not go is stood in for by one of a single
 * transparent point, so that the model counts as many as it has made. For one request.
 */
final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    /** A picture of one transparent point, in base64. */
    static final String POINT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=";
    private static final Pattern PICTURE = Pattern.compile("(?:\\n\\n)?!\\[[^\\[\\]]{0,400}+]\\("
            + "(?:data:image/[a-z0-9.+-]{1,40}+;base64,(?<data>[A-Za-z0-9+/]++={0,2}+)"
            + "|(?<url>https?://[^\\s()<>]{1,4000}+))\\)(?:\\n\\n)?");
    private static final Media STAND_IN = picture("image/png", POINT);
    /** Whoever writes more links than that would have the store asked for nothing else. */
    private static final int MOST_READS = 100;
    /** Times in a row that a store may fail, each of which may take as long as one call of it: then it is asked no more. */
    private static final int MOST_FAILURES = 3;

    private final PicturesConfig config;
    private final Gallery gallery;
    private final Supplier<LongConsumer> counting;
    private long left;
    private int reads;
    private int failures;
    private boolean found;

    /** @param counting whom to tell how much the pictures take up that are read */
    History(PicturesConfig config, Gallery gallery, Supplier<LongConsumer> counting) {
        this.config = config;
        this.gallery = gallery;
        this.counting = counting;
        this.left = config.historyBytes();
    }

    /** The request with pictures in it; empty where there are none. */
    Optional<Request> restore(Request request) {
        var messages = new ArrayList<>(request.messages());
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT && message.blocks().stream().anyMatch(History::mayShow)) {
                List<Block> blocks = blocks(message.blocks(), !found || config.submit() == Submit.ALL);
                messages.set(i, new Message(message.role(), blocks, message.extras()));
                found |= blocks.stream().anyMatch(History::isPicture);
            }
        }
        return found ? Optional.of(request.withMessages(messages)) : Optional.empty();
    }

    private static boolean mayShow(Block block) {
        return isPicture(block) || (block instanceof Block.Text text && !text.refusal() && text.text().contains("!["));
    }

    private static boolean isPicture(Block block) {
        return block instanceof Media media && media.kind() == Media.Kind.IMAGE;
    }

    private List<Block> blocks(List<Block> blocks, boolean real) {
        var restored = new ArrayList<Block>();
        for (Block block : blocks) {
            if (isPicture(block)) {
                restored.add(real ? bounded((Media) block) : STAND_IN);
            } else if (block instanceof Block.Text text && mayShow(text)) {
                split(text, real, restored);
            } else {
                restored.add(block);
            }
        }
        return restored;
    }

    private void split(Block.Text text, boolean real, List<Block> out) {
        Matcher picture = PICTURE.matcher(text.text());
        int from = 0;
        while (picture.find()) {
            Optional<Media> media = media(picture, real);
            if (media.isPresent()) {
                words(text.text().substring(from, picture.start()), out);
                out.add(media.get());
                from = picture.end();
            }
        }
        if (from == 0) {
            out.add(text);
        } else {
            words(text.text().substring(from), out);
        }
    }

    private static void words(String words, List<Block> out) {
        if (!words.isBlank()) {
            out.add(new Block.Text(words));
        }
    }

    /** Empty for what stays text: addresses of others, and data that are no picture. */
    private Optional<Media> media(Matcher found, boolean real) {
        String data = found.group("data");
        if (data != null) {
            return shown(data).map(picture -> real ? bounded(picture) : STAND_IN);
        }
        String url = found.group("url");
        if (gallery.isOurs(url)) {
            return Optional.of(real ? recalled(url) : STAND_IN);
        }
        if (!config.fetch()) {
            return Optional.empty();
        }
        return Optional.of(real ? picture(new Source.Link(url), Optional.empty()) : STAND_IN);
    }

    /** Models talk about Markdown, too: what they make up for an example would be refused as a picture. */
    private static Optional<Media> shown(String base64) {
        try {
            return Optional.of(picture(Upload.pictureType(Base64.getDecoder().decode(base64)), base64));
        } catch (RefusedException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Media recalled(String url) {
        if (left <= 0 || failures == MOST_FAILURES || ++reads > MOST_READS) {
            return STAND_IN;
        }
        Media kept = read(url).map(this::bounded).orElse(STAND_IN);
        if (kept.source() instanceof Source.Inline inline && !kept.equals(STAND_IN)) {
            counting.get().accept(inline.base64().length());
        }
        return kept;
    }

    private Optional<Media> read(String url) {
        try {
            Optional<Media> picture = gallery.recall(url);
            failures = 0;
            return picture;
        } catch (StoreException e) {
            failures++;
            LOG.warn("A picture could not be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Media bounded(Media picture) {
        left -= picture.source() instanceof Source.Inline inline ? inline.base64().length() / 4L * 3 : 0;
        return left < 0 ? STAND_IN : picture;
    }

    private static Media picture(String type, String base64) {
        return picture(new Source.Inline(base64), Optional.of(type));
    }

    private static Media picture(Source source, Optional<String> type) {
        return new Media(Media.Kind.IMAGE, source, type, Optional.empty(), Optional.empty(), Marks.NONE);
    }
}
