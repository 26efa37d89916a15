package dev.pollux.media;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A picture is what is built as one from beginning to end; made by others' encoders where the JDK has them. */
class PictureFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "webp", "avif", "heic"})
    void aPictureIsOne(String type) {
        assertThatCode(() -> check(type, picture(type))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "webp", "avif", "heic"})
    void aPictureThatIsCutOffIsNoneWhereverItIsCut(String type) {
        byte[] whole = picture(type);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> check(type, cut)).as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "webp", "avif"})
    void thatItBeginsAsAPictureIsNotEnough(String type) {
        byte[] noise = picture(type);
        Arrays.fill(noise, 16, noise.length, (byte) 'x');
        assertThatThrownBy(() -> check(type, noise)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aPictureWithoutPointsIsNone() {
        byte[] png = picture("png");
        ByteBuffer.wrap(png).putInt(16, 0);
        assertThatThrownBy(() -> check("png", png)).isInstanceOf(RefusedException.class);
        ByteBuffer.wrap(png).putInt(16, 65_536);
        assertThatThrownBy(() -> check("png", png)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aPictureThatWouldGrowIsLeftPacked() {
        byte[] png = picture("png");
        ByteBuffer.wrap(png).putInt(16, 65_535).putInt(20, 65_535);
        assertThatCode(() -> check("png", png)).doesNotThrowAnyException();
    }

    @Test
    void whatCamerasWriteBehindAPictureIsTheirs() {
        byte[] jpeg = picture("jpeg");
        assertThatCode(() -> check("jpeg", Arrays.copyOf(jpeg, jpeg.length + 100))).doesNotThrowAnyException();
    }

    private static void check(String type, byte[] bytes) {
        PictureFile.check("image/" + type, bytes);
    }

    private static byte[] picture(String type) {
        return switch (type) {
            case "webp" -> webp();
            case "avif", "heic" -> boxes(type);
            default -> encoded(type);
        };
    }

    private static byte[] encoded(String type) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB), type, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] webp() {
        return ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN).put(word("RIFF")).putInt(22).put(word("WEBP"))
                .put(word("VP8L")).putInt(10).array();
    }

    private static byte[] boxes(String brand) {
        return ByteBuffer.allocate(48).putInt(16).put(word("ftyp")).put(word(brand)).putInt(0)
                .putInt(16).put(word("mdat")).putLong(0).putInt(16).put(word("meta")).putLong(0).array();
    }

    private static byte[] word(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
