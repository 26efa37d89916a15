package dev.pollux.media;

import static dev.pollux.media.FileServer.PNG;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that nobody may reach listens on another loopback address: nothing in here makes a connection to it. */
class HostileLinkTest extends MediaTest {

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.2:PORT/", "http://127.1:PORT/", "http://2130706434:PORT/",
            "http://0x7f000002:PORT/", "http://0x7f.0.0.2:PORT/", "http://0177.0.0.2:PORT/", "http://127.0.2:PORT/",
            "http://127.0.0.2.:PORT/", "http://0:PORT/", "http://0.0.0.0:PORT/", "http://[::1]:PORT/",
            "http://[::]:PORT/", "http://[::ffff:127.0.0.2]:PORT/", "http://[::ffff:7f00:2]:PORT/",
            "http://[::127.0.0.2]:PORT/", "http://[64:ff9b::7f00:2]/", "http://[2002:7f00:2::]/",
            "http://[fd00:ec2::254]/", "http://[fe80::1%25lo]/", "http://[fe80::1]/", "http://[ff02::1]/",
            "http://[::1/", "http://[]/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
            "http://100.100.100.200/", "http://192.0.0.192/", "http://198.18.0.1/", "http://10.0.0.1/",
            "http://172.16.0.1/", "http://192.168.1.1/", "http://224.0.0.1/", "http://255.255.255.255/",
            "http://168.63.129.16/", "http://999.1.1.1/", "http://1.2.3.4.5/", "http://private.test/",
            "http://mixed.test:PORT/", "http://mapped.test:PORT/", "http://unknown.test/", "http://localhost:PORT/",
            "http://PRIVATE.test:PORT/", "http://private.test.:PORT/", "http://user@files.test:PORT/",
            "http://user:word@files.test:PORT/", "http://files.test:PORT@private.test:PORT/",
            "http://files.test\\@private.test:PORT/", "http://files.test:PORT\\@private.test/",
            "http://files.test%40private.test/", "http://files.test%2eprivate.test/", "http://private。test:PORT/",
            "http://①②⑦.0.0.2:PORT/", "http://files_test:PORT/", "http://files.test:22/", "http://files.test:0/",
            "http://files.test:65616/", "http://files.test:-80/", "http:///a.png", "http:a.png", "//files.test/a.png",
            "/etc/passwd", "", "file:///etc/passwd", "file://files.test/etc/passwd", "ftp://files.test/a.png",
            "gopher://127.0.0.2:PORT/_x", "dict://127.0.0.2:PORT/", "ldap://127.0.0.2:PORT/",
            "jar:http://files.test!/a", "data:image/png;base64,iVBORw0KGgo=", "javascript:alert(1)",
            "http://files.test:PORT/a\r\nHost: private.test", "http://files.test:PORT/a b", "http:\\\\private.test\\",
            "ht tp://files.test/", "https://youtube.com.private.test:PORT/",
            "https://private.test:PORT/youtu.be",
            "https://generativelanguage.googleapis.com@private.test:PORT/files/x"})
    void aHostileLinkReachesNobody(String template) {
        try (FileServer forbidden = FileServer.start("127.0.0.2", server.port())) {
            forbidden.file("/", "image/png", PNG);
            names.put("private.test", addresses("127.0.0.2"));
            names.put("private.test.", addresses("127.0.0.2"));
            names.put("youtube.com.private.test", addresses("127.0.0.2"));
            names.put("localhost", addresses("127.0.0.2", "::1"));
            names.put("mixed.test", addresses("127.0.0.1", "127.0.0.2"));
            names.put("mapped.test", addresses("::ffff:127.0.0.2"));
            String message = refusal(usual(), picture(template.replace("PORT", String.valueOf(server.port()))));
            assertThat(message).startsWith("The remote file cannot be used: ").doesNotContain("127.", "::", "private");
            assertThat(forbidden.heads()).isEmpty();
            assertThat(server.heads()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.2:PORT/", "http://private.test:PORT/", "//private.test:PORT/",
            "http://user@files.test:PORT/x", "http://files.test:22/", "file:///etc/passwd", "gopher://127.0.0.2:PORT/",
            "data:image/png;base64,iVBORw0KGgo=", "http://[::ffff:127.0.0.2]:PORT/", "http://127.1:PORT/", "ht tp:x",
            "\\\\private.test\\x"})
    void eachRedirectIsCheckedAnew(String location) {
        try (FileServer forbidden = FileServer.start("127.0.0.2", server.port())) {
            names.put("private.test", addresses("127.0.0.2"));
            server.redirect("/start", location.replace("PORT", String.valueOf(server.port())));
            assertThat(refusal(usual(), picture(at("/start")))).doesNotContain("127.0.0");
            assertThat(forbidden.heads()).isEmpty();
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void redirectsAreFollowedUpToTheirBound() {
        server.file("/end", "image/png", PNG);
        server.redirect("/one", "/end");
        server.redirect("/two", at("/one"));
        server.redirect("/three", "two");
        try (RemoteMedia media = media(usual())) {
            assertThat(inline(media, picture(at("/two")))).isNotNull();
        }
        assertThat(refusal(usual(), picture(at("/three")))).contains("more than 2 redirects");
    }

    @Test
    void aRelativeRedirectStaysOnItsHost() {
        server.file("/end.png", "image/png", PNG);
        server.redirect("/", "end.png");
        try (RemoteMedia media = media(usual())) {
            assertThat(inline(media, picture(at("")))).isNotNull();
        }
    }

    @Test
    void aNameThatAnAddressCarriesIsNotResolvedAgain() throws UnknownHostException {
        server.file("/a", "image/png", PNG);
        names.put("files.test", List.of(InetAddress.getByAddress("nowhere.invalid", new byte[]{127, 0, 0, 1})));
        try (RemoteMedia media = media(usual())) {
            assertThat(inline(media, picture(at("/a")))).isNotNull();
        }
    }

    @Test
    void aNameThatChangesItsAddressChangesNothing() {
        var asked = new AtomicInteger();
        server.file("/a", "image/png", PNG);
        try (FileServer forbidden = FileServer.start("127.0.0.2", server.port());
                var media = new RemoteMedia(vertx(), usual(), new AddressGuard(Set.of(server.address())),
                        _ -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"),
                        options -> options)) {
            assertThat(inline(media, picture(at("/a")))).isNotNull();
            assertThat(asked).hasValue(1);
            assertThat(server.heads()).hasSize(1);
            assertThat(forbidden.heads()).isEmpty();
        }
    }
}
