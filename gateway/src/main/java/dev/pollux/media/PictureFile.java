package dev.pollux.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Whether a file is built as a picture of its type is: from its first byte to its last, each piece where the one before
 * it says.
 *
 * <p>Nothing is decoded: a file that would grow without end is as harmless here as any other, and what is told within a
 * picture (EXIF) stays as it is.
 */
final class PictureFile {
    /** Points of one side: JPEG and GIF cannot tell more, and nobody takes as many. */
    private static final int LONGEST_SIDE = 65_535;
    private static final int PNG_SIGNATURE = 8;
    private static final int GIF_TRAILER = 0x3B;
    private static final int GIF_IMAGE = 0x2C;
    private static final int GIF_EXTENSION = 0x21;

    private PictureFile() {}

    /** @throws RefusedException if it is cut off, or never was one */
    static void check(String type, byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        try {
            switch (type) {
                case "image/png" -> png(file);
                case "image/jpeg" -> jpeg(file);
                case "image/gif" -> gif(file.order(ByteOrder.LITTLE_ENDIAN));
                case "image/bmp" -> bmp(file.order(ByteOrder.LITTLE_ENDIAN));
                case "image/webp" -> webp(file.order(ByteOrder.LITTLE_ENDIAN));
                case "image/avif", "image/heic", "image/heif" -> boxes(file);
                default -> {
                    // rarer ones are for the vendor to know
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new RefusedException("the picture ends before it is complete");
        }
    }

    private static void png(ByteBuffer file) {
        file.position(PNG_SIGNATURE);
        int length = file.getInt();
        require(length == 13 && word(file).equals("IHDR"));
        sides(file.getInt(), file.getInt());
        file.position(PNG_SIGNATURE);
        boolean data = false;
        while (true) {
            int size = file.getInt();
            String chunk = word(file);
            require(size >= 0);
            skip(file, size);
            skip(file, Integer.BYTES); // its checksum
            data |= chunk.equals("IDAT");
            if (chunk.equals("IEND")) {
                require(data);
                return;
            }
        }
    }

    /** Segments as far as the scan, in which anything may stand. */
    private static void jpeg(ByteBuffer file) {
        file.position(2);
        boolean framed = false;
        while (true) {
            require((file.get() & 0xFF) == 0xFF);
            int marker = file.get() & 0xFF;
            while (marker == 0xFF) { // fill bytes
                marker = file.get() & 0xFF;
            }
            if (marker == 0xDA) {
                require(framed && endsWithMarker(file));
                return;
            }
            int length = file.getShort() & 0xFFFF;
            require(length >= 2);
            int next = file.position() + length - 2;
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                file.get(); // bits of a sample
                int height = file.getShort() & 0xFFFF;
                sides(file.getShort() & 0xFFFF, Math.max(height, 1)); // the height may be told behind the scan
                framed = true;
            }
            file.position(next);
        }
    }

    /** Whether the end of a picture is marked anywhere behind its scan: cameras write more behind that. */
    private static boolean endsWithMarker(ByteBuffer file) {
        for (int at = file.limit() - 2; at >= file.position(); at--) {
            if (file.get(at) == (byte) 0xFF && file.get(at + 1) == (byte) 0xD9) {
                return true;
            }
        }
        return false;
    }

    private static void gif(ByteBuffer file) {
        file.position(6);
        sides(file.getShort() & 0xFFFF, file.getShort() & 0xFFFF);
        int flags = file.get();
        skip(file, 2 + colours(flags));
        boolean pictures = false;
        while (true) {
            switch (file.get() & 0xFF) {
                case GIF_TRAILER -> {
                    require(pictures);
                    return;
                }
                case GIF_EXTENSION -> {
                    file.get(); // of what kind
                    subBlocks(file);
                }
                case GIF_IMAGE -> {
                    skip(file, 8); // place and sides
                    int local = file.get();
                    skip(file, colours(local) + 1);
                    subBlocks(file);
                    pictures = true;
                }
                default -> require(false);
            }
        }
    }

    /** Bytes of a table of colours, where the flags tell of one. */
    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static void subBlocks(ByteBuffer file) {
        int length = file.get() & 0xFF;
        while (length > 0) {
            skip(file, length);
            length = file.get() & 0xFF;
        }
    }

    private static void bmp(ByteBuffer file) {
        file.position(2);
        long size = file.getInt() & 0xFFFF_FFFFL;
        file.position(10);
        int pixels = file.getInt();
        boolean old = file.getInt() == 12;
        int width = old ? file.getShort() & 0xFFFF : file.getInt();
        int height = old ? file.getShort() & 0xFFFF : file.getInt();
        sides(width, Math.abs(height)); // from the top where it is negative
        require(pixels > 0 && pixels < file.limit() && size <= file.limit());
    }

    private static void webp(ByteBuffer file) {
        file.position(4);
        long size = file.getInt() & 0xFFFF_FFFFL;
        require(size + 8 <= file.limit());
        file.position(12);
        boolean picture = false;
        while (file.position() < size + 8) {
            String chunk = word(file);
            int length = file.getInt();
            require(length >= 0);
            skip(file, length);
            if ((length & 1) == 1 && file.hasRemaining()) {
                file.get(); // fill byte
            }
            picture |= chunk.equals("VP8 ") || chunk.equals("VP8L") || chunk.equals("ANMF");
        }
        require(picture);
    }

    /** The boxes of ISO 14496-12, one of which tells what the others hold. */
    private static void boxes(ByteBuffer file) {
        boolean told = false;
        while (file.hasRemaining()) {
            int start = file.position();
            long length = file.getInt() & 0xFFFF_FFFFL;
            String box = word(file);
            length = length == 1 ? file.getLong() : length == 0 ? file.limit() - start : length;
            require(length >= 8 && length <= file.limit() - start);
            file.position(start + (int) length);
            told |= box.equals("meta") || box.equals("moov");
        }
        require(told);
    }

    private static void sides(int width, int height) {
        require(width > 0 && height > 0 && width <= LONGEST_SIDE && height <= LONGEST_SIDE);
    }

    private static void skip(ByteBuffer file, int length) {
        file.position(file.position() + length);
    }

    private static String word(ByteBuffer file) {
        byte[] word = new byte[4];
        file.get(word);
        return new String(word, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean so) {
        if (!so) {
            throw new RefusedException("it is not built as a picture of its type is");
        }
    }
}
