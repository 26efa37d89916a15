package dev.pollux.media;

import dev.pollux.media.Download.Answer;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.model.FailureException;
import dev.pollux.thread.Threads;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Fetches the files of one request: each hop is parsed, resolved, checked, and connected to at the address checked.
 *
 * @param names where names are resolved: the operating system may take its time, and would pin a virtual thread
 * @param deadline of all files, by {@link System#nanoTime}
 * @param budget bytes that all files may still have
 * @param counted is told how much they take up
 */
record Fetch(FetchConfig config, AddressGuard guard, Resolver resolver, HttpClient client, WorkerExecutor names,
        Semaphore slots, long deadline, AtomicLong budget, LongConsumer counted) {

    /** A file that may go to the model. */
    record Fetched(String type, String base64) {}

    /** @throws RefusedException if a rule is broken */
    Fetched fetch(String url) {
        try {
            if (!slots.tryAcquire(left(), TimeUnit.NANOSECONDS)) {
                throw new FailureException(Failure.of(Kind.SHED, "Too many remote files are being fetched just now."));
            }
            try {
                Answer.File file = follow(Link.parse(url, config.ports()));
                if (file.bytes().length == 0) {
                    throw new RefusedException("it is empty");
                }
                String type = FileType.of(file.declared(), file.bytes(), config.contentTypes());
                return new Fetched(type, Base64.getEncoder().encodeToString(file.bytes()));
            } finally {
                slots.release();
            }
        } catch (InterruptedException _) {
            throw RemoteMedia.clientGone();
        }
    }

    private Answer.File follow(Link first) throws InterruptedException {
        Link link = first;
        for (int hops = 0; hops <= config.redirects(); hops++) {
            switch (ask(link)) {
                case Answer.File file -> {
                    return file;
                }
                case Answer.Redirect redirect -> link = link.follow(redirect.location(), config.ports());
            }
        }
        throw new RefusedException("it is behind more than " + config.redirects() + " redirects");
    }

    private Answer ask(Link link) throws InterruptedException {
        var options = new RequestOptions().setMethod(HttpMethod.GET).setSsl(link.tls()).setHost(link.host())
                .setPort(link.port()).setURI(link.path()).setFollowRedirects(false)
                // Whatever the name leads to by now, the connection goes to the address that was checked.
                .setServer(SocketAddress.inetSocketAddress(link.port(), literal(checked(link))))
                .putHeader(HttpHeaders.ACCEPT, "*/*").putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader(HttpHeaders.USER_AGENT, "pollux");
        var download = new Download(config, budget, counted);
        try {
            return await(download.start(client, options));
        } finally {
            download.close();
        }
    }

    private InetAddress checked(Link link) throws InterruptedException {
        List<InetAddress> addresses = link.literal().isPresent()
                ? List.of(link.literal().get())
                : await(resolve(link.host()));
        if (addresses.isEmpty()) {
            throw new RefusedException("its host is not known");
        }
        // One private address among public ones is a trap: the name may lead there next time.
        if (!addresses.stream().allMatch(address -> guard.admits(address, link.port()))) {
            throw new RefusedException("its host is not on the public internet");
        }
        return addresses.getFirst();
    }

    /** In digits: from an address object the client would take the name, and resolve it once more. */
    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private Future<List<InetAddress>> resolve(String host) {
        Future<List<InetAddress>> found = names.executeBlocking(
                () -> left() > 0 ? resolver.resolve(host) : List.<InetAddress>of(), false);
        return found.otherwise(List.of());
    }

    private <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new RefusedException("it took longer than " + config.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw Threads.thrown(e.getCause());
        }
    }

    private long left() {
        return deadline - System.nanoTime();
    }
}
