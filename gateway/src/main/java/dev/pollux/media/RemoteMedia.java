package dev.pollux.media;

import dev.pollux.media.Fetch.Fetched;
import dev.pollux.model.Block;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.model.FailureException;
import dev.pollux.model.Message;
import dev.pollux.model.Request;
import dev.pollux.thread.Threads;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Fetches the files that a request names by address, and puts them into the request itself.
 *
 * <p>For use by many threads, which it blocks: call it on a virtual thread.
 */
public final class RemoteMedia implements AutoCloseable {
    /** Threads that resolve names. */
    private static final int RESOLVERS = 8;
    private static final int CONNECT_MILLIS = 5_000;

    private final FetchConfig config;
    private final AddressGuard guard;
    private final Resolver resolver;
    private final HttpClient client;
    private final WorkerExecutor names;
    private final Semaphore slots;

    public RemoteMedia(Vertx vertx, FetchConfig config) {
        this(vertx, config, new AddressGuard(), Resolver.SYSTEM, options -> options);
    }

    RemoteMedia(Vertx vertx, FetchConfig config, AddressGuard guard, Resolver resolver,
            UnaryOperator<HttpClientOptions> trust) {
        this.config = config;
        this.guard = guard;
        this.resolver = resolver;
        // No connection is used twice: another name may stand for another owner of the address.
        this.client = vertx.createHttpClient(
                trust.apply(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_1_1).setKeepAlive(false)
                        .setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true)),
                new PoolOptions().setHttp1MaxSize(config.atOnce()));
        this.names = vertx.createSharedWorkerExecutor("pollux-names", RESOLVERS);
        this.slots = new Semaphore(config.atOnce());
    }

    /** As {@link #inline(Request, Predicate, Supplier)}, for a target that fetches nothing. */
    public Request inline(Request request, Supplier<LongConsumer> counting) {
        return inline(request, _ -> false, counting);
    }

    /**
     * The request with all remote files in it; the same instance where there are none.
     *
     * <p>Files that the vendor fetches by itself stay links: those that lie with Gemini, films on YouTube.
     *
     * @param fetched what the target fetches by itself: those stay links too, unless the settings say otherwise
     * @param counting whom to tell, by any thread, of each piece how much it takes up; asked for if there is one, and
     *        throws if there is no room for it
     * @throws FailureException {@code INVALID} with the rule that a file broke; {@code CLIENT_GONE} if the thread is
     *         interrupted; {@code SHED} if too many files are being fetched for others
     */
    public Request inline(Request request, Predicate<Block.Media> fetched, Supplier<LongConsumer> counting) {
        Set<String> urls = urls(request, fetched);
        if (urls.isEmpty()) {
            return request;
        }
        if (!config.allowed()) {
            throw refused("Remote files are not fetched here: send the bytes themselves, as a data URL.");
        }
        if (urls.size() > config.links()) {
            throw refused("The request names " + urls.size() + " remote files; at most " + config.links()
                    + " are fetched.");
        }
        return replaced(request, fetch(List.copyOf(urls), counting.get(), refusal -> {
            throw refusal;
        }));
    }

    /**
     * The request with all remote pictures in it, of which none must be there: of the newest as many as may be fetched for
     * one request, and another picture in the place of each that cannot be had.
     *
     * @param otherwise a PNG, in base64
     * @param counting as above
     */
    Request inlineIfPossible(Request request, String otherwise, Supplier<LongConsumer> counting) {
        List<String> urls = List.copyOf(urls(request, _ -> false));
        if (urls.isEmpty()) {
            return request;
        }
        var instead = new Fetched("image/png", otherwise);
        var files = new HashMap<String, Fetched>();
        urls.forEach(url -> files.put(url, instead));
        if (config.allowed()) {
            List<String> newest = urls.subList(Math.max(0, urls.size() - config.links()), urls.size());
            files.putAll(fetch(newest, counting.get(), _ -> instead));
        }
        files.replaceAll((_, file) -> file.type().startsWith("image/") ? file : instead);
        return replaced(request, files);
    }

    private Set<String> urls(Request request, Predicate<Block.Media> fetched) {
        var urls = new LinkedHashSet<String>();
        request.messages().forEach(message -> collect(message.blocks(), fetched, urls));
        return urls;
    }

    private void collect(List<Block> blocks, Predicate<Block.Media> fetched, Set<String> urls) {
        for (Block block : blocks) {
            if (block instanceof Block.Media media && media.source() instanceof Block.Source.Link(String url)
                    && !Link.belongsToVendor(url) && (config.always() || !fetched.test(media))) {
                urls.add(url);
            } else if (block instanceof Block.ToolResult result) {
                collect(result.content(), fetched, urls);
            }
        }
    }

    private Map<String, Fetched> fetch(List<String> urls, LongConsumer counted,
            Function<FailureException, Fetched> otherwise) {
        var fetch = new Fetch(config, guard, resolver, client, names, slots,
                System.nanoTime() + config.timeout().toNanos(), new AtomicLong(config.maxTotalBytes()), counted);
        var files = new HashMap<String, Fetched>();
        try (var executor = Executors.newThreadPerTaskExecutor(Threads.ORDINARY)) {
            var done = new ExecutorCompletionService<Map.Entry<String, Fetched>>(executor);
            for (int i = 0; i < urls.size(); i++) {
                String name = urls.size() == 1 ? "The remote file" : "Remote file " + (i + 1) + " of " + urls.size();
                String url = urls.get(i);
                done.submit(() -> Map.entry(url, fetch(fetch, url, name, otherwise)));
            }
            try {
                while (files.size() < urls.size()) {
                    Map.Entry<String, Fetched> file = done.take().get();
                    files.put(file.getKey(), file.getValue());
                }
            } catch (InterruptedException _) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw clientGone();
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof FailureException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            }
        }
        return files;
    }

    private static Fetched fetch(Fetch fetch, String url, String name,
            Function<FailureException, Fetched> otherwise) {
        try {
            return fetch.fetch(url);
        } catch (RefusedException e) {
            return otherwise.apply(refused(name + " cannot be used: " + e.rule() + "."));
        }
    }

    private static Request replaced(Request request, Map<String, Fetched> files) {
        return request.withMessages(request.messages().stream()
                .map(message -> new Message(message.role(), replace(message.blocks(), files), message.extras()))
                .toList());
    }

    private static List<Block> replace(List<Block> blocks, Map<String, Fetched> files) {
        var replaced = new ArrayList<Block>(blocks.size());
        for (Block block : blocks) {
            if (block instanceof Block.Media media && media.source() instanceof Block.Source.Link(String url)) {
                Fetched file = files.get(url);
                replaced.add(file == null ? media : replace(media, file));
            } else if (block instanceof Block.ToolResult result) {
                replaced.add(new Block.ToolResult(result.callId(), result.name(), replace(result.content(), files),
                        result.error(), result.custom(), result.marks()));
            } else {
                replaced.add(block);
            }
        }
        return replaced;
    }

    private static Block.Media replace(Block.Media media, Fetched file) {
        boolean fits = switch (media.kind()) {
            case IMAGE -> file.type().startsWith("image/");
            case AUDIO -> file.type().startsWith("audio/");
            case VIDEO -> file.type().startsWith("video/");
            case DOCUMENT -> true;
        };
        if (!fits) {
            throw refused("A remote file of type " + file.type() + " stands where the request promises another kind.");
        }
        return new Block.Media(media.kind(), new Block.Source.Inline(file.base64()), Optional.of(file.type()),
                media.name(), media.detail(), media.marks());
    }

    private static FailureException refused(String message) {
        return new FailureException(Failure.invalid("messages", message).withCode("invalid_image_url"));
    }

    static FailureException clientGone() {
        return new FailureException(Failure.of(Kind.CLIENT_GONE, "The client has left."));
    }

    @Override
    public void close() {
        client.close();
        names.close();
    }
}
