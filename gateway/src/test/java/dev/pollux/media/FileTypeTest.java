package dev.pollux.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class FileTypeTest {

    private static String type(String header, String start) {
        byte[] bytes = start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        return FileType.of(FileType.declared(header == null ? "" : header), bytes, FetchConfig.DEFAULT.contentTypes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image/png                 | \\211PNG\\r\\n\\032\\n   | image/png
            IMAGE/PNG; charset=x      | \\211PNG\\r\\n\\032\\n   | image/png
            image/png                 | \\377\\330\\377\\340      | image/jpeg
            image/jpg                 | \\377\\330\\377\\340      | image/jpeg
            image/webp                | RIFF____WEBPVP8          | image/webp
            image/gif                 | GIF89a                   | image/gif
            image/heic                | \\0\\0\\0\\030ftypheic   | image/heic
            image/avif                | \\0\\0\\0\\030ftypavif   | image/avif
            application/octet-stream  | \\211PNG\\r\\n\\032\\n   | image/png
                                      | %PDF-1.7                 | application/pdf
            application/pdf           | %PDF-1.7                 | application/pdf
            text/plain; charset=utf-8 | words                    | text/plain
            text/plain                | <html>                   | text/plain
            audio/x-wav               | RIFF____WAVEfmt          | audio/wav
            audio/mpeg                | ID3                      | audio/mpeg
            audio/mp4                 | \\0\\0\\0\\030ftypisom   | audio/mp4
            audio/webm                | \\032E\\337\\243         | audio/webm
            video/mp4                 | \\0\\0\\0\\030ftypisom   | video/mp4
            audio/l16                 | whatever                 | audio/l16
            """)
    void theBytesConfirmOrCorrectWhatTheServerSays(String header, String start, String type) {
        assertThat(type(header, start)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image/png                 | words
            image/png                 | <!DOCTYPE html><title>
            image/png                 | %PDF-1.7
            image/png                 | RIFF____WAVEfmt
            image/svg+xml             | <svg onload="x">
            image/png                 | \\0\\0\\0\\030ftypisom
            application/pdf           | \\211PNG\\r\\n\\032\\n
            application/pdf           | words
            audio/mpeg                | <html>
            audio/mpeg                | \\211PNG\\r\\n\\032\\n
            video/mp4                 | PK\\003\\004
            text/plain                | \\211PNG\\r\\n\\032\\n
            text/plain                | wo\\0rds
            text/html                 | <html>
            application/octet-stream  | words
            application/octet-stream  | <html>
                                      | PK\\003\\004
            application/zip           | PK\\003\\004
            nonsense                  | words
            """)
    void whatDoesNotAgreeIsRefused(String header, String start) {
        assertThatThrownBy(() -> type(header, start)).isInstanceOf(RefusedException.class);
    }
}
