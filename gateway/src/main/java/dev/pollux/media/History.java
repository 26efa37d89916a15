package dev.pollux.media;

import dev.pollux.media.PicturesConfig.Submit;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the Markdown that stands for pictures in the model's own turns back into pictures, each at its place.
 *
 * <p>The newest come first, as long as the bounds allow; a picture that does not go is stood in for by one of a single
 * transparent point, so that the model counts as many as it has made. For one request.
 */
final class History {
    private static final Pattern PICTURE = Pattern.compile("(?:\\n\\n)?!\\[[^\\[\\]]{0,400}+]\\("
            + "(?:data:(?<type>image/[a-z0-9.+-]{1,40}+);base64,(?<data>[A-Za-z0-9+/]++={0,2}+)"
            + "|(?<url>https?://[^\\s()<>]{1,4000}+))\\)(?:\\n\\n)?");
    private static final Media STAND_IN = picture("image/png",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=");

    private final PicturesConfig config;
    private final Gallery gallery;
    private long left;
    private boolean found;

    History(PicturesConfig config, Gallery gallery) {
        this.config = config;
        this.gallery = gallery;
        this.left = config.historyBytes();
    }

    /** The request with pictures in it; empty where there are none. */
    Optional<Request> restore(Request request) {
        var messages = new ArrayList<>(request.messages());
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT) {
                List<Block> blocks = blocks(message.blocks(), !found || config.submit() == Submit.ALL);
                messages.set(i, new Message(message.role(), blocks, message.extras()));
                found |= !blocks.equals(message.blocks());
            }
        }
        return found ? Optional.of(request.withMessages(messages)) : Optional.empty();
    }

    private List<Block> blocks(List<Block> blocks, boolean real) {
        var restored = new ArrayList<Block>();
        for (Block block : blocks) {
            if (block instanceof Block.Text text && !text.refusal() && text.text().contains("![")) {
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

    /** Empty for what stays text: addresses of others. */
    private Optional<Media> media(Matcher found, boolean real) {
        String url = found.group("url");
        if (url == null) {
            return Optional.of(real ? bounded(picture(found.group("type"), found.group("data"))) : STAND_IN);
        }
        if (gallery.isOurs(url)) {
            return Optional.of(real ? gallery.recall(url).map(this::bounded).orElse(STAND_IN) : STAND_IN);
        }
        if (!config.fetch()) {
            return Optional.empty();
        }
        return Optional.of(real
                ? new Media(Media.Kind.IMAGE, new Source.Link(url), Optional.empty(), Optional.empty(),
                        Optional.empty(), Marks.NONE)
                : STAND_IN);
    }

    private Media bounded(Media picture) {
        left -= picture.source() instanceof Source.Inline inline ? inline.base64().length() / 4L * 3 : 0;
        return left < 0 ? STAND_IN : picture;
    }

    private static Media picture(String type, String base64) {
        return new Media(Media.Kind.IMAGE, new Source.Inline(base64), Optional.of(type), Optional.empty(),
                Optional.empty(), Marks.NONE);
    }
}
