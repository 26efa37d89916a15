package dev.pollux.media;

import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;

/** Pictures that are their own address (RFC 2397). */
final class DataUrls {

    private DataUrls() {}

    static String of(Media picture, Source.Inline inline) {
        return "data:" + picture.mimeType().orElse("image/png") + ";base64," + inline.base64();
    }
}
