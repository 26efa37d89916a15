package dev.pollux.media;

import java.util.Optional;

/**
 * What becomes of pictures.
 *
 * @param chat how an answer carries them whose dialect has no place for them
 * @param host the address of our server for everybody, without a slash at its end; empty is the one that the client used
 * @param submit which pictures of the model's own turns go to the model
 * @param fetch pictures at addresses of others are fetched for it
 * @param historyBytes of all pictures of one history
 */
public record PicturesConfig(Chat chat, Optional<String> host, Submit submit, boolean fetch, long historyBytes) {

    /** How an answer carries a picture. */
    public enum Chat {
        /** A link to where it is kept. */
        LINK,
        /** A link that is the picture itself. */
        DATA_URL,
        /** As programs have it that go beyond their dialect. */
        NATIVE
    }

    /** Which of its pictures a model sees again. */
    public enum Submit {
        /** Those of its newest message that has some. */
        LAST,
        /** All. */
        ALL
    }
}
