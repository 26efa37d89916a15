package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

class TypesTest {
    private static final Map<String, Type<?>> TYPES = Map.of("integer", Types.integer(3, 65_535), "duration",
            Types.duration("500ms", "2h"), "size", Types.size("1KiB", "1GiB"), "flag", Types.flag(), "choice",
            Types.choice("human", "json"), "host", Types.host(), "address", Types.address(), "text", Types.text(),
            "path", Types.path(), "map", Types.map());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer  | 3                      | 3
            integer  | 65535                  | 65535
            duration | 500ms                  | 500ms
            duration | 1000ms                 | 1s
            duration | 90s                    | 90s
            duration | 2h                     | 2h
            duration | 120 m                  | 2h
            size     | 1KiB                   | 1KiB
            size     | 1024B                  | 1KiB
            size     | 1MB                    | 1000000B
            size     | 1GiB                   | 1GiB
            flag     | TRUE                   | true
            flag     | off                    | false
            choice   | JSON                   | json
            host     | 0.0.0.0                | 0.0.0.0
            host     | [::1]                  | ::1
            host     | my-host.example        | my-host.example
            address  | http://localhost:9000/ | http://localhost:9000/
            address  | https://[::1]/v        | https://[::1]/v
            text     | '  two words '         | two words
            path     | logs/pollux.log        | logs/pollux.log
            map      | a=b, c=d=e             | a=b, c=d=e
            """)
    void aFitTextIsReadAndShownInItsPlainForm(String type, String text, String shown) {
        assertThat(shown(type(type), text)).contains(shown);
        assertThat(shown(type(type), shown)).contains(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer  | 2
            integer  | 65536
            integer  | 80.0
            integer  | 0x50
            integer  | -5
            integer  | 99999999999
            duration | 499ms
            duration | 7200001ms
            duration | 15
            duration | 1h30m
            duration | 999999999999d
            duration | -5s
            size     | 1023B
            size     | 1073741825B
            size     | 32
            size     | 32mb
            flag     | maybe
            choice   | xml
            host     | http://localhost
            host     | localhost:8000
            host     | a b
            address  | ftp://localhost
            address  | localhost:9000
            address  | https://
            address  | https://me@host
            address  | https://host/?key=1
            address  | https://host/#here
            address  | https://a b/
            address  | https://host:70000/
            map      | a
            map      | a=1, a=2
            map      | =b
            text     | ''
            """)
    void anUnfitTextIsRefused(String type, String text) {
        assertThat(shown(type(type), text)).isEmpty();
    }

    @Test
    void aControlCharacterIsInNoText() {
        assertThat(Types.text().read(Node.of("a\nb"))).isEmpty();
        assertThat(Types.path().read(Node.of("a\0b"))).isEmpty();
        assertThat(Types.texts().read(Node.of("a\u001bb, c"))).isEmpty();
    }

    @Test
    void aSecretIsVisibleAsciiAndShownMaskedOnly() {
        assertThat(shown(Types.secret(), "a-secret")).contains("***");
        assertThat(shown(Types.secret(), "a secret")).isEmpty();
        assertThat(shown(Types.secret(), "\u201ca-secret\u201d")).isEmpty();
        assertThat(shown(Types.secrets(",", "commas"), "a-secret,b-secret")).contains("*** (2)");
        assertThat(shown(Types.secrets(",", "commas"), "a-secret,b secret")).isEmpty();
    }

    @Test
    void aListHoldsTextsOnly() {
        Node one = Node.of("one");
        assertThat(Types.texts().read(new Node.Items(List.of(one, Node.of("two, three")), 1)))
                .contains(List.of("one", "two", "three"));
        assertThat(Types.texts().read(new Node.Items(List.of(one, new Node.Nothing(1)), 1))).isEmpty();
        assertThat(Types.texts().read(new Node.Branch(List.of(), 1))).isEmpty();
        assertThat(Types.integer(0, 9).read(new Node.Items(List.of(Node.of("1")), 1))).isEmpty();
    }

    private static Type<?> type(String name) {
        return Objects.requireNonNull(TYPES.get(name));
    }

    private static <T> Optional<String> shown(Type<T> type, String text) {
        return type.read(Node.of(text)).map(type::show);
    }
}
