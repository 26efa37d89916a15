package dev.pollux.media;

import static dev.pollux.media.FileServer.PNG;
import static dev.pollux.media.FileServer.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.pollux.model.Block;
import dev.pollux.model.Block.Media.Kind;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Marks;
import dev.pollux.model.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

class RemoteMediaTest extends MediaTest {

    private static Block.Source inline(byte[] bytes) {
        return new Block.Source.Inline(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] png(int length) {
        return Arrays.copyOf(PNG, length);
    }

    @Test
    void aPictureIsPutIntoTheRequest() {
        server.file("/a%20b.png?x=1", "image/jpeg", PNG);
        var words = new Block.Text("See:");
        try (RemoteMedia media = media(usual())) {
            Request request = inline(media, request(words, link(Kind.IMAGE, at("/a%20b.png?x=1#part"))));
            assertThat(request.messages().getFirst().blocks()).containsExactly(words, new Block.Media(Kind.IMAGE,
                    inline(PNG), Optional.of("image/png"), Optional.empty(), Optional.empty(), Marks.NONE));
        }
        assertThat(server.heads()).hasSize(1);
        assertThat(server.heads().getFirst().toLowerCase(Locale.ROOT))
                .contains("host: files.test:" + server.port(), "accept-encoding: identity")
                .doesNotContain("cookie", "authorization", "referer");
    }

    @Test
    void anIpv6AddressIsReachedByNameAndByNumber() {
        assumeThatCode(() -> FileServer.start("::1", 0).close()).doesNotThrowAnyException();
        try (FileServer six = FileServer.start("::1", server.port());
                var media = new RemoteMedia(vertx(), usual(),
                        new AddressGuard(Set.of(six.address())), _ -> List.of(six.address().getAddress()),
                        options -> options)) {
            six.file("/a", "image/png", PNG);
            inline(media, request(link(Kind.IMAGE, at("/a")), link(Kind.IMAGE, "http://[::1]:" + six.port() + "/a")));
            assertThat(six.heads()).anyMatch(head -> head.contains("host: files.test:"))
                    .anyMatch(head -> head.contains("host: [::1]:"));
        }
    }

    @Test
    void aFileInTheResultOfAToolIsFetchedToo() {
        server.file("/doc", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        var result = new Block.ToolResult("c1", Optional.empty(), List.of(link(Kind.DOCUMENT, at("/doc"))), false,
                false, Marks.NONE);
        try (RemoteMedia media = media(usual())) {
            var block = (Block.ToolResult) inline(media, request(result)).messages().getFirst().blocks().getFirst();
            assertThat(((Block.Media) block.content().getFirst()).mimeType()).contains("application/pdf");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://generativelanguage.googleapis.com/v1beta/files/abc", "gs://bucket/film.mp4",
            "https://www.youtube.com/watch?v=x", "https://youtu.be/x", "HTTPS://YouTube.com/watch?v=x"})
    void whatTheVendorFetchesStaysALink(String url) {
        Request request = request(new Block.Text("x"), link(Kind.VIDEO, url));
        try (RemoteMedia media = media(usual())) {
            assertThat(inline(media, request)).isSameAs(request);
        }
    }

    @Test
    void whatTheTargetFetchesStaysALinkUnlessAllShallBeFetched() {
        server.file("/a", "image/png", PNG);
        server.file("/b", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        Request request = request(link(Kind.IMAGE, at("/a")), link(Kind.DOCUMENT, at("/b")));
        try (RemoteMedia media = media(usual())) {
            assertThat(inline(media, request, _ -> true)).isSameAs(request);
            List<Block> mixed = inline(media, request, one -> one.kind() == Kind.IMAGE).messages().getFirst().blocks();
            assertThat(mixed.getFirst()).isEqualTo(link(Kind.IMAGE, at("/a")));
            assertThat(((Block.Media) mixed.getLast()).source()).isInstanceOf(Block.Source.Inline.class);
        }
        assertThat(server.heads()).hasSize(1);
        FetchConfig usual = usual();
        var always = new FetchConfig(true, true, usual.maxBytes(), usual.maxTotalBytes(), usual.timeout(), 2, 4, 8,
                usual.contentTypes(), usual.ports());
        try (RemoteMedia media = media(always)) {
            assertThat(inline(media, request, _ -> true).messages().getFirst().blocks())
                    .allSatisfy(block -> assertThat(((Block.Media) block).source())
                            .isInstanceOf(Block.Source.Inline.class));
        }
    }

    @Test
    void severalFilesAreFetchedInParallelAndEachOnce() {
        var together = new CountDownLatch(3);
        for (String path : List.of("/1", "/2", "/3")) {
            server.page(path, out -> {
                together.countDown();
                together.await();
                head(out, "200 OK", "Content-Type: image/png", "Content-Length: " + PNG.length);
                out.write(PNG);
            });
        }
        try (RemoteMedia media = media(usual())) {
            Request request = inline(media, request(link(Kind.IMAGE, at("/1")), link(Kind.IMAGE, at("/2")),
                    link(Kind.IMAGE, at("/3")), link(Kind.IMAGE, at("/1"))));
            assertThat(request.messages().getFirst().blocks())
                    .allSatisfy(block -> assertThat(((Block.Media) block).source()).isEqualTo(inline(PNG)));
        }
        assertThat(server.heads()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"99,true", "100,true", "101,false"})
    void aFileHasAtMostSoManyBytes(int length, boolean taken) {
        server.file("/told", "image/png", png(length));
        server.page("/untold", out -> {
            head(out, "200 OK", "Content-Type: image/png", "Connection: close");
            out.write(png(length));
        });
        for (String path : List.of("/told", "/untold")) {
            if (taken) {
                try (RemoteMedia media = media(bounds(100, Duration.ofSeconds(20)))) {
                    assertThat(((Block.Media) inline(media, picture(at(path))).messages().getFirst().blocks()
                            .getFirst()).source()).isEqualTo(inline(png(length)));
                }
            } else {
                assertThat(refusal(bounds(100, Duration.ofSeconds(20)), picture(at(path)))).contains("more than 100");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"99,true", "100,true", "101,false"})
    void allFilesTogetherHaveAtMostSoManyBytes(int last, boolean taken) {
        server.file("/1", "image/png", png(50));
        server.file("/2", "image/png", png(50));
        server.file("/3", "image/png", png(last));
        var config = new FetchConfig(true, false, 150, 200, Duration.ofSeconds(20), 2, 4, 8,
                FetchConfig.DEFAULT.contentTypes(), usual().ports());
        Request request = request(link(Kind.IMAGE, at("/1")), link(Kind.IMAGE, at("/2")), link(Kind.IMAGE, at("/3")));
        if (taken) {
            try (RemoteMedia media = media(config)) {
                assertThat(inline(media, request)).isNotSameAs(request);
            }
        } else {
            assertThat(refusal(config, request)).contains("together");
        }
    }

    @Test
    void anEndlessFileIsCutOff() throws InterruptedException {
        server.endless("/endless", "image/png", new byte[10_000]);
        assertThat(refusal(bounds(100_000, Duration.ofSeconds(20)), picture(at("/endless")))).contains("more than");
        server.left.await();
    }

    @Test
    void aFileThatStopsIsLeft() throws InterruptedException {
        server.stalled("/slow");
        assertThat(refusal(bounds(1_000, Duration.ofMillis(300)), picture(at("/slow")))).contains("longer than 300 ms");
        server.left.await();
    }

    @Test
    void aCutFileIsRefused() {
        server.page("/cut", out -> {
            head(out, "200 OK", "Content-Type: image/png", "Content-Length: 1000");
            out.write(PNG);
        });
        assertThat(refusal(usual(), picture(at("/cut")))).contains("broke off");
    }

    @Test
    void aClientThatLeavesEndsTheFetch() throws Exception {
        server.stalled("/slow");
        var thrown = new CompletableFuture<Throwable>();
        try (RemoteMedia media = media(usual())) {
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    inline(media, picture(at("/slow")));
                } catch (FailureException e) {
                    thrown.complete(e);
                }
            });
            server.reached.await();
            caller.interrupt();
            assertThat(((FailureException) thrown.get()).failure().kind()).isEqualTo(Failure.Kind.CLIENT_GONE);
            server.left.await();
        }
    }

    @Test
    void oneRefusedFileEndsTheOthers() throws InterruptedException {
        server.stalled("/slow");
        server.page("/no", out -> {
            server.reached.await();
            head(out, "404 Not Found", "Content-Length: 0");
        });
        assertThat(refusal(usual(), request(link(Kind.IMAGE, at("/slow")), link(Kind.IMAGE, at("/no")))))
                .isEqualTo("Remote file 2 of 2 cannot be used: its server answered with status 404.");
        server.left.await();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 Not Found | Content-Type: image/png                             | status 404
            204 No Content| Content-Type: image/png                             | status 204
            206 Partial   | Content-Type: image/png                             | status 206
            302 Found     | Content-Type: image/png                             | status 302
            500 Oops      | Content-Type: image/png                             | status 500
            200 OK        | Content-Type: text/html                             | content type
            200 OK        | Content-Type: application/pdf                       | bytes are not of the content type
            200 OK        | Content-Type: text/plain                            | bytes are not of the content type
            200 OK        | Content-Type: audio/mpeg                            | bytes are not of the content type
            200 OK        | Content-Encoding: gzip                              | compressed
            200 OK        | Content-Length: 99999999999                         | more than 1000
            """)
    void anAnswerThatIsNoFileIsRefused(String status, String field, String rule) {
        server.page("/x", out -> {
            head(out, status, field, "Connection: close");
            out.write(PNG);
        });
        assertThat(refusal(usual(), picture(at("/x")))).contains(rule);
    }

    @Test
    void aPictureThatIsNoneIsRefused() {
        server.file("/doc", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        server.file("/empty", "image/png", new byte[0]);
        assertThat(refusal(usual(), picture(at("/doc")))).contains("application/pdf");
        assertThat(refusal(usual(), picture(at("/empty")))).contains("empty");
    }

    @Test
    void fetchingCanBeSwitchedOffAndIsBoundedInNumber() {
        FetchConfig on = usual();
        var off = new FetchConfig(false, false, 1, 1, on.timeout(), 0, 1, 1, on.contentTypes(), on.ports());
        assertThat(refusal(off, picture(at("/x")))).contains("not fetched here");
        assertThat(refusal(on, request(link(Kind.IMAGE, at("/1")), link(Kind.IMAGE, at("/2")),
                link(Kind.IMAGE, at("/3")), link(Kind.IMAGE, at("/4")), link(Kind.IMAGE, at("/5")))))
                .contains("at most 4");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void theBoundForAllFilesIsNeverBelowThatForOne() {
        assertThat(FetchConfig.of(true, 1 << 30, Duration.ofSeconds(1), 0).maxTotalBytes()).isEqualTo(1 << 30);
        assertThat(FetchConfig.of(true, 1_024, Duration.ofSeconds(1), 0).maxTotalBytes())
                .isEqualTo(FetchConfig.DEFAULT.maxTotalBytes());
    }

    @Test
    void whatAFileTakesUpInTheRequestIsCountedWhileItComes() {
        server.file("/a", "image/png", png(1_000));
        server.file("/b", "image/png", png(100));
        var counted = new AtomicLong();
        try (RemoteMedia media = media(usual())) {
            Request whole = media.inline(request(link(Kind.IMAGE, at("/a")), link(Kind.IMAGE, at("/b"))),
                    () -> counted::addAndGet);
            assertThat(counted.get()).isEqualTo(whole.messages().getFirst().blocks().stream()
                    .mapToLong(block -> ((Block.Source.Inline) ((Block.Media) block).source()).base64().length())
                    .sum());
        }
    }

    @Test
    void aFileForWhichThereIsNoRoomIsRefusedAndEndsThere() throws InterruptedException {
        server.stalled("/long");
        var full = new FailureException(Failure.of(Failure.Kind.SHED, "full"));
        try (RemoteMedia media = media(usual())) {
            assertThat(
                    catchThrowableOfType(FailureException.class, () -> media.inline(picture(at("/long")), () -> _ -> {
                        throw full;
                    })).failure()).isEqualTo(full.failure());
            server.left.await();
        }
    }

    @Test
    void whatNeedNotBeThereIsStoodInForWhereItCannotBeHad() {
        String point = "AAAA";
        server.file("/good", "image/png", PNG);
        server.file("/doc", "application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        server.page("/gone", out -> head(out, "404 Not Found", "Content-Length: 0"));
        Request asked = request(link(Kind.IMAGE, at("/first")), link(Kind.IMAGE, "http://10.0.0.1/x.png"),
                link(Kind.IMAGE, at("/doc")), link(Kind.IMAGE, at("/gone")), link(Kind.IMAGE, at("/good")));
        try (RemoteMedia media = media(usual())) {
            Request whole = media.inlineIfPossible(asked, point, () -> _ -> {});
            assertThat(whole.messages().getFirst().blocks()).extracting(block -> ((Block.Media) block).source())
                    .containsExactly(new Block.Source.Inline(point), new Block.Source.Inline(point),
                            new Block.Source.Inline(point), new Block.Source.Inline(point), inline(PNG));
        }
        assertThat(server.heads()).as("the first of five is one too many").noneMatch(head -> head.contains("/first"));
    }

    @Test
    void whenTooManyAreFetchedARequestIsTurnedAway() {
        var names = vertx().createSharedWorkerExecutor("test-names", 1);
        var fetch = new Fetch(usual(), new AddressGuard(), _ -> List.of(), vertx().createHttpClient(), names,
                new Semaphore(0), System.nanoTime(), new AtomicLong(1), _ -> {});
        assertThat(catchThrowableOfType(FailureException.class, () -> fetch.fetch(at("/x"))).failure().kind())
                .isEqualTo(Failure.Kind.SHED);
    }
}
