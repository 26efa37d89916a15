package dev.pollux.media;

import dev.pollux.media.store.Names;
import dev.pollux.media.store.PictureStore;
import dev.pollux.media.store.StoreException;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import dev.pollux.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pictures that models have made, each at an address.
 *
 * <p>No picture is ever lost: one that cannot be kept is an address in itself, a data URL. For use by many threads,
 * which it blocks.
 */
public final class Gallery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gallery.class);
    /** Where our server hands pictures out. */
    public static final String PATH = "/images/";
    private static final Set<String> PICTURES = Set.of("image/*");
    private static final Pattern LAST_SEGMENT = Pattern.compile("https?://[^?#]*/([^/?#]+)");

    /** Pictures that are read at one time; who reads them counts them afterwards. */
    private static final int READ_AT_ONCE = 8;

    private final PictureStore store;
    private final Semaphore reading = new Semaphore(READ_AT_ONCE, true);
    private final long limit;

    /** @param limit bytes of one picture */
    public Gallery(PictureStore store, long limit) {
        this.store = store;
        this.limit = limit;
    }

    /** A picture as it is handed out. */
    public record Shown(String type, byte[] bytes) {}

    /**
     * Keeps a picture of which the bytes are known, and tells its address.
     *
     * @param base the address of our server, without a slash at its end
     */
    public String address(Media picture, Source.Inline inline, String base) {
        try {
            return Threads.elsewhere(() -> keep(picture, inline, base));
        } catch (StoreException | RefusedException | IllegalArgumentException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("A picture could not be kept and goes out as a data URL: {}", e.getMessage());
            }
            return DataUrls.of(picture, inline);
        }
    }

    private String keep(Media picture, Source.Inline inline, String base) {
        if (inline.base64().length() / 4 * 3L > limit) {
            throw new RefusedException("it has more than " + limit + " bytes");
        }
        byte[] bytes = Base64.getDecoder().decode(inline.base64());
        String type = FileType.of(picture.mimeType().orElse(""), bytes, PICTURES);
        String name = Names.next(type).orElseThrow(() -> new RefusedException("no browser shows " + type));
        store.put(name, type, bytes);
        picture.marks().seal().ifPresent(seal -> store.put(Names.seal(name), "text/plain",
                (seal.origin() + "\n" + seal.value()).getBytes(StandardCharsets.UTF_8)));
        return store.address(name).orElse(base + PATH + name);
    }

    /**
     * Whether an address is one that we have given.
     *
     * <p>The name alone counts: it is nobody else's, and the server may have moved.
     */
    boolean isOurs(String url) {
        return Names.isPicture(name(url));
    }

    private static String name(String url) {
        Matcher address = LAST_SEGMENT.matcher(url);
        return address.matches() ? address.group(1) : "";
    }

    /**
     * The picture at an address of ours, with what its vendor gave with it; empty if it is gone.
     *
     * @throws StoreException if the store cannot be asked
     */
    public Optional<Media> recall(String url) {
        String name = name(url);
        return Threads.elsewhere(() -> read(name).map(bytes -> new Media(Media.Kind.IMAGE,
                new Source.Inline(Base64.getEncoder().encodeToString(bytes)), Optional.of(Names.type(name)),
                Optional.empty(), Optional.empty(), Marks.NONE.withSeal(seal(name)))));
    }

    private Optional<byte[]> read(String name) {
        try {
            reading.acquire();
        } catch (InterruptedException e) {
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."), e);
        }
        try {
            return store.get(name);
        } finally {
            reading.release();
        }
    }

    private Optional<Seal> seal(String name) {
        return store.get(Names.seal(name)).map(bytes -> {
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
            return new Seal(lines[0], lines[1]);
        });
    }

    /**
     * The picture of a name, for whoever knows it.
     *
     * @throws FailureException if the store cannot be asked
     */
    public Optional<Shown> show(String name) {
        try {
            return Names.isPicture(name)
                    ? Threads.elsewhere(() -> read(name)).map(bytes -> new Shown(Names.type(name), bytes))
                    : Optional.empty();
        } catch (StoreException e) {
            LOG.warn("A picture could not be read: {}", e.getMessage());
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_ERROR, "The store of pictures does not answer."), e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
