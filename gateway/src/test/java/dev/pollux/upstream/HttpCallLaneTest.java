package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Real sockets; a connection is known by the port that it comes from. */
class HttpCallLaneTest {
    private static final int PATIENCE = 20;
    private static final long FOR_EVER = Long.MAX_VALUE;
    private static final long NO_TIME = -1;

    private final Vertx vertx = Vertx.vertx();
    private final Context eventLoop = vertx.getOrCreateContext();
    private final BlockingQueue<HttpServerRequest> asked = new LinkedBlockingQueue<>();
    private final HttpServer vendor = vertx.createHttpServer().requestHandler(asked::add);

    @BeforeEach
    void open() throws Exception {
        vendor.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }

    @Test
    void oneAfterTheOtherGoByTheSameConnection() throws Exception {
        HttpCallLane lane = lane(2, 0, FOR_EVER);
        assertThat(List.of(port(lane), port(lane), port(lane))).containsOnly(port(lane));
    }

    @Test
    void soManyGoAtOnceSoManyWaitAndTheNextIsRefused() throws Exception {
        HttpCallLane lane = lane(2, 1, FOR_EVER);
        List<CompletableFuture<Integer>> asking = List.of(ask(lane), ask(lane), ask(lane));
        HttpServerRequest first = next();
        HttpServerRequest second = next();
        assertThatThrownBy(() -> ask(lane).get(PATIENCE, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectionPoolTooBusyException.class);
        assertThat(asked).as("who waits has not come").isEmpty();
        first.response().end();
        HttpServerRequest third = next();
        assertThat(third.remoteAddress().port()).isEqualTo(first.remoteAddress().port());
        second.response().end();
        third.response().end();
        for (CompletableFuture<Integer> answer : asking) {
            assertThat(answer.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @Test
    void whatTheVendorClosesIsNotUsedAgain() throws Exception {
        HttpCallLane lane = lane(1, 0, FOR_EVER);
        CompletableFuture<Integer> answer = ask(lane);
        HttpServerRequest last = next();
        last.response().putHeader("connection", "close").end();
        answer.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(port(lane)).isNotEqualTo(last.remoteAddress().port());
        int port = port(lane);
        closeIdle(lane);
        assertThat(port(lane)).isNotEqualTo(port);
    }

    @Test
    void whoWantsANewOneGetsItInPlaceOfAnOldOne() throws Exception {
        HttpCallLane lane = lane(1, 0, FOR_EVER);
        int port = port(lane);
        CompletableFuture<Integer> answer = ask(lane, true);
        HttpServerRequest request = next();
        request.response().end();
        assertThat(answer.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(request.remoteAddress().port()).isNotEqualTo(port);
        assertThat(port(lane)).isEqualTo(request.remoteAddress().port());
    }

    @Test
    void aResetMakesRoomForWhoeverWaits() throws Exception {
        HttpCallLane lane = lane(1, 1, FOR_EVER);
        CompletableFuture<HttpClientRequest> broken = on(
                () -> lane.request(options(vendor.actualPort()), false, context()));
        HttpClientRequest request = broken.get(PATIENCE, TimeUnit.SECONDS);
        eventLoop.runOnContext(_ -> request.send());
        HttpServerRequest first = next();
        CompletableFuture<Integer> waiting = ask(lane);
        eventLoop.runOnContext(_ -> request.reset());
        HttpServerRequest second = next();
        second.response().end();
        assertThat(waiting.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(second.remoteAddress().port()).as("another connection").isNotEqualTo(first.remoteAddress().port());
    }

    @Test
    void whereNobodyListensEachIsToldSo() throws Exception {
        int free = vendor.actualPort();
        HttpCallLane lane = lane(1, 1, FOR_EVER);
        vendor.close().toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
        for (CompletableFuture<HttpClientRequest> asking : on(
                () -> Future.succeededFuture(List.of(lane.request(options(free), false, context()),
                        lane.request(options(free), false, context()))))
                .get(PATIENCE, TimeUnit.SECONDS).stream()
                .map(future -> future.toCompletionStage().toCompletableFuture()).toList()) {
            assertThatThrownBy(() -> asking.get(PATIENCE, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ConnectException.class);
        }
        assertThat(isEmpty(lane)).isTrue();
    }

    @Test
    void whatIsTooOldCarriesNoFurtherRequest() throws Exception {
        HttpCallLane lane = lane(1, 0, NO_TIME);
        assertThat(port(lane)).isNotEqualTo(port(lane));
    }

    @Test
    void whatIsTooOldIsClosedThoughNobodyAsks() throws Exception {
        HttpCallLane lane = lane(1, 0, NO_TIME);
        CompletableFuture<Integer> answer = ask(lane);
        HttpServerRequest request = next();
        var gone = new CompletableFuture<Void>();
        request.connection().closeHandler(_ -> gone.complete(null));
        request.response().end();
        answer.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(isEmpty(lane)).isFalse();
        eventLoop.runOnContext(_ -> lane.sweep());
        gone.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(isEmpty(lane)).isTrue();
    }

    @Test
    void whatIsYoungStaysOpenWhenNobodyAsks() throws Exception {
        HttpCallLane lane = lane(1, 0, FOR_EVER);
        int port = port(lane);
        eventLoop.runOnContext(_ -> lane.sweep());
        assertThat(port(lane)).isEqualTo(port);
    }

    private HttpCallLane lane(int most, int waiting, long lifetime) {
        var address = new HttpConnectOptions().setProtocolVersion(HttpVersion.HTTP_1_1).setHost("127.0.0.1")
                .setPort(vendor.actualPort()).setSsl(false);
        return new HttpCallLane(vertx.createHttpClient(), address, new HttpCallLane.Bounds(most, waiting, lifetime),
                _ -> {});
    }

    private static RequestOptions options(int port) {
        return new RequestOptions().setMethod(HttpMethod.GET).setHost("127.0.0.1").setPort(port).setURI("/");
    }

    private static ContextInternal context() {
        return ContextInternal.current();
    }

    /** Asks, is answered, and tells by which connection. */
    private int port(HttpCallLane lane) throws Exception {
        CompletableFuture<Integer> answer = ask(lane);
        HttpServerRequest request = next();
        request.response().end();
        answer.get(PATIENCE, TimeUnit.SECONDS);
        return request.remoteAddress().port();
    }

    /** Asks; the status when the whole answer is there. */
    private CompletableFuture<Integer> ask(HttpCallLane lane) {
        return ask(lane, false);
    }

    private CompletableFuture<Integer> ask(HttpCallLane lane, boolean anew) {
        return on(() -> lane.request(options(vendor.actualPort()), anew, context()).compose(HttpClientRequest::send)
                .compose(answer -> answer.end().map(_ -> answer.statusCode())));
    }

    /** Runs on the lane's event loop. */
    private <T> CompletableFuture<T> on(Supplier<Future<T>> task) {
        var result = new CompletableFuture<T>();
        eventLoop.runOnContext(_ -> task.get().onSuccess(result::complete).onFailure(result::completeExceptionally));
        return result;
    }

    private boolean isEmpty(HttpCallLane lane) throws Exception {
        return on(() -> Future.succeededFuture(lane.isEmpty())).get(PATIENCE, TimeUnit.SECONDS);
    }

    private HttpServerRequest next() throws InterruptedException {
        HttpServerRequest request = asked.poll(PATIENCE, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    /** The vendor closes the connection that nobody uses, and the lane has seen it. */
    private void closeIdle(HttpCallLane lane) throws Exception {
        CompletableFuture<Integer> answer = ask(lane);
        HttpServerRequest request = next();
        request.response().end();
        answer.get(PATIENCE, TimeUnit.SECONDS);
        request.connection().close();
        while (!isEmpty(lane)) {
            Thread.onSpinWait();
        }
    }
}
