package dev.pollux.media;

import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Marks;

import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Files that clients send: each must be what it is sent as. */
public final class Upload {
    private static final Set<String> PICTURES = Set.of("image/*");
    /** Sound, and films for the sound in them. */
    private static final Set<String> SOUNDS = Set.of("audio/*", "video/mp4", "video/webm", "video/mpeg");

    private Upload() {}

    /** @throws FailureException {@code INVALID} if the bytes are no picture */
    public static Media picture(String field, byte[] bytes) {
        return media(Media.Kind.IMAGE, pictureType(field, bytes), Base64.getEncoder().encodeToString(bytes));
    }

    /** @throws FailureException {@code INVALID} if the bytes are no picture */
    public static Media picture(String field, Media sent) {
        return sent.source() instanceof Source.Inline inline
                ? media(Media.Kind.IMAGE, pictureType(field, Base64.getDecoder().decode(inline.base64())),
                        inline.base64())
                : sent;
    }

    /**
     * @param declared what the client says of it
     * @throws FailureException {@code INVALID} if the bytes are no sound
     */
    public static Media sound(String field, Optional<String> declared, byte[] bytes) {
        String type = type(field, declared.filter(told -> FileType.isAllowed(told, SOUNDS)), bytes, SOUNDS,
                "sound (WAV, MP3, FLAC, Ogg, AAC, M4A, WebM)");
        return media(Media.Kind.AUDIO, type, Base64.getEncoder().encodeToString(bytes));
    }

    /** @throws RefusedException if the bytes are no picture */
    static String pictureType(byte[] bytes) {
        return type(Optional.empty(), bytes, PICTURES);
    }

    private static String pictureType(String field, byte[] bytes) {
        return type(field, Optional.empty(), bytes, PICTURES, "a picture (PNG, JPEG, WebP, GIF)");
    }

    private static String type(Optional<String> declared, byte[] bytes, Set<String> allowed) {
        String type = FileType.of(declared.map(FileType::declared).orElse(""), bytes, allowed);
        PictureFile.check(type, bytes);
        return type;
    }

    private static String type(String field, Optional<String> declared, byte[] bytes, Set<String> allowed,
            String wanted) {
        try {
            return type(declared, bytes, allowed);
        } catch (RefusedException e) {
            throw new FailureException(Failure.invalid(field, "The file is not " + wanted + ": " + e.rule() + ".")
                    .withCode("invalid_file"));
        }
    }

    private static Media media(Media.Kind kind, String type, String base64) {
        return new Media(kind, new Source.Inline(base64), Optional.of(type), Optional.empty(), Optional.empty(),
                Marks.NONE);
    }
}
