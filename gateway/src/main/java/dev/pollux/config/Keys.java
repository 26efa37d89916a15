package dev.pollux.config;

import dev.pollux.access.Quota;
import dev.pollux.keys.KeyConfig;
import dev.pollux.network.Proxy;
import dev.pollux.secret.Secret;
import dev.pollux.vendor.Safety;
import dev.pollux.vendor.VendorTable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every key there is: the only list, for reading, checking, documentation and tests.
 *
 * <p>Each constant enters itself into the list, so none can be forgotten.
 */
public final class Keys {
    private static final List<Key<?>> ALL = new ArrayList<>();
    private static final List<Template<?>> TEMPLATES = new ArrayList<>();

    // The side that clients see.
    public static final Key<String> SERVER_HOST = key("server.host", Types.host(), "127.0.0.1",
            "Address to listen on; 0.0.0.0 for all. Others than loopback need access.token.", "HOST");
    public static final Key<Integer> SERVER_PORT = key("server.port", Types.integer(0, 65_535), "8000",
            "Port to listen on; 0 for any free one.", "PORT", "FC_SERVER_PORT");
    public static final Key<Optional<URI>> SERVER_PUBLIC_URL = key("server.public-url", Types.address().optional(), "",
            "Address at which clients reach the server, where it is another than its own: behind a proxy, in a "
                    + "container.",
            "HOST_URL");
    public static final Key<Integer> SERVER_EVENT_LOOPS = key("server.event-loops", Types.integer(0, 256), "0",
            "Threads that carry the bytes; 0 for one per processor.");
    public static final Key<Integer> SERVER_CONNECTIONS = key("server.connections", Types.integer(1, 1_000_000),
            "10000", "Open client connections in all, and never more than three quarters of the free descriptors; "
                    + "one more is closed at once.");
    public static final Key<Integer> SERVER_CONNECTIONS_PER_ADDRESS = key("server.connections-per-address",
            Types.integer(1, 1_000_000), "256",
            "Open connections of one client address (IPv6: of one /64); loopback may have all. More behind a proxy.");
    public static final Key<Integer> SERVER_REQUESTS = key("server.requests", Types.integer(1, 1_000_000), "10000",
            "Requests in work at one time; one more is answered 503 at once.");
    public static final Key<Long> SERVER_LINE_LIMIT = key("server.line-limit", Types.size("256B", "1MiB"), "8KiB",
            "Longest request line.");
    public static final Key<Long> SERVER_HEAD_LIMIT = key("server.head-limit", Types.size("1KiB", "1MiB"), "32KiB",
            "All header fields of one request together, without their line ends.");
    public static final Key<Integer> SERVER_HEAD_FIELDS = key("server.head-fields", Types.integer(10, 10_000), "100",
            "Header fields in one request; one more is answered 431.");
    public static final Key<Long> SERVER_BODY_LIMIT = key("server.body-limit", Types.size("1KiB", "1GiB"), "32MiB",
            "Longest request body.");
    public static final Key<Long> SERVER_BODIES_LIMIT = key("server.bodies-limit", Types.size("1MiB", "1024GiB"),
            "128MiB",
            "All bodies of requests in work together that are longer than 128 KiB, or take up as much by their brackets, "
                    + "with the files that are added to them here; beyond that: 503. At least server.body-limit.");
    public static final Key<Long> SERVER_ANSWERS_LIMIT = key("server.answers-limit", Types.size("1MiB", "1024GiB"),
            "256MiB",
            "All answers in work together that are longer than 128 KiB, whole or as the frames of a stream that have "
                    + "16 KiB and more, or take up as much by their brackets, with pictures that are handed out; beyond "
                    + "that: 503. At least upstream.answer-limit.");
    public static final Key<Duration> SERVER_HEAD_TIMEOUT = key("server.head-timeout", Types.duration("1s", "10m"),
            "10s", "Time for a request head to arrive, on a connection that nothing else happens on.");
    public static final Key<Duration> SERVER_BODY_TIMEOUT = key("server.body-timeout", Types.duration("1s", "1h"),
            "60s", "Time for a request body to arrive; later it is answered 408.");
    public static final Key<Long> SERVER_BODY_RATE = key("server.body-rate", Types.size("0B", "1GiB"), "1KiB",
            "Least bytes a second of a request body, once server.head-timeout has passed.");
    public static final Key<Duration> SERVER_KEEP_ALIVE = key("server.keep-alive", Types.duration("1s", "1h"), "75s",
            "Time that a client connection stays open between requests.");
    public static final Key<Duration> SERVER_WRITE_STALL = key("server.write-stall", Types.duration("1s", "1h"), "60s",
            "Time that a client may take nothing of an answer before it counts as gone.");
    public static final Key<Duration> SERVER_LINGER = key("server.linger", Types.duration("0s", "1h"), "60s",
            "Time that a client may go on sending a body that was refused: one that reads nothing before it has sent all "
                    + "would not see why.");
    public static final Key<Long> SERVER_LINGER_LIMIT = key("server.linger-limit", Types.size("0B", "1024GiB"),
            "128MiB", "Most that is thrown away of such a body; then the connection is closed.");
    public static final Key<Duration> SERVER_HEAP_INTERVAL = key("server.heap-interval", Types.duration("0s", "1h"),
            "10s",
            "Time between two looks at the heap of Java: garbage is collected where it has grown and nothing large is in "
                    + "work; 0 for no look.");
    public static final Key<Long> SERVER_HEAP_GROWTH = key("server.heap-growth", Types.size("1MiB", "1024GiB"), "4MiB",
            "Least by which the heap must have grown for that; never less than an eighth of it.");
    public static final Key<Duration> SERVER_DRAIN = key("server.drain", Types.duration("0s", "1h"), "30s",
            "Time that running exchanges have to end after the signal to stop; then they are told so and ended.");
    public static final Key<List<String>> SERVER_TRUSTED_PROXIES = key("server.trusted-proxies", Types.blocks(), "",
            "Proxies whose X-Forwarded-For or Forwarded is believed; from others it is not looked at.");
    public static final Key<List<String>> SERVER_CORS_ORIGINS = key("server.cors-origins", Types.texts(), "*",
            "Origins whose browser pages may call; * for all.");

    // What of Gemini's API passes as it is.
    public static final Key<Boolean> PASSAGE_OPEN = key("passage.open", Types.flag(), "true",
            "Whether files, caches, batches and all else of Gemini's API pass to a service that speaks it.");
    public static final Key<Long> PASSAGE_UPLOAD_LIMIT = key("passage.upload-limit", Types.size("1KiB", "1024GiB"),
            "2GiB", "Longest body of a request that passes as it is, and longest file that is announced.");
    public static final Key<Duration> PASSAGE_UPLOAD_TIMEOUT = key("passage.upload-timeout",
            Types.duration("1s", "1h"), "60s", "Longest gap within such a body; later it is answered 408.");
    public static final Key<Integer> PASSAGE_PINS = key("passage.pins", Types.integer(1, 10_000_000), "10000",
            "Files, caches and the like of which it is remembered which key they belong to.");
    public static final Key<Duration> PASSAGE_PIN_TIME = key("passage.pin-time", Types.duration("1m", "366d"), "48h",
            "Time for which that is remembered.");

    // Who may come in.
    public static final Key<List<Secret>> ACCESS_TOKEN = key("access.token", Types.tokens(), "",
            "Tokens of which clients must show one; none lets everybody in, on loopback only.", "AUTH_TOKEN",
            "PASSWORD", "OUTPUT_API_KEY");
    public static final Key<Boolean> ACCESS_OPEN = key("access.open", Types.flag(), "false",
            "Allows to listen on a public address without any token.");

    public static final Template<List<Secret>> CALLERS_TOKEN = template("callers", "token", Types.tokens(), "",
            "Tokens of this caller, each as it is or as the hash that ./pollux hash-token makes.");
    public static final Template<List<String>> CALLERS_MODELS = template("callers", "models", Types.texts(), "*",
            "Models that it may ask, and patterns of them with *.");
    public static final Template<Quota> CALLERS_LIMITS = template("callers", "limits", Types.allowance(), "",
            "Its own limits, in the place of limits.per-caller.");
    public static final Template<Optional<LocalDate>> CALLERS_LAST_DAY = template("callers", "last-day",
            Types.day().optional(), "", "Last day on which its tokens open, in limits.time-zone.");

    // What may be used up.
    public static final Key<Quota> LIMITS_ALL = key("limits.all", Types.allowance(), "",
            "For everybody together.");
    public static final Key<Quota> LIMITS_PER_ADDRESS = key("limits.per-address", Types.allowance(), "",
            "For each client address; IPv6: for each /64.");
    public static final Key<Quota> LIMITS_PER_CALLER = key("limits.per-caller", Types.allowance(), "",
            "For each caller that has no limits of its own.");
    public static final Template<Quota> MODEL_LIMITS = template("model-limits", "", Types.allowance(), "",
            "For everybody together, of a model or of all models of a pattern with *.");
    public static final Key<ZoneId> LIMITS_TIME_ZONE = key("limits.time-zone", Types.zone(), "UTC",
            "Where it is midnight when a day begins.");
    public static final Key<Integer> LIMITS_ADDRESSES = key("limits.addresses", Types.integer(1, 10_000_000),
            "10000", "Addresses that are told apart; those who come later are counted together.");
    public static final Key<Duration> LIMITS_WAIT = key("limits.wait", Types.duration("0s", "10m"), "0s",
            "How long a request over a limit may wait for its turn, first come, first served, before it is refused.");

    // The service behind.
    public static final Key<List<KeyConfig>> GEMINI_API_KEY = key("gemini.api-key",
            Types.keys(), "", "Keys of the Gemini API.",
            "GEMINI_API_KEY", "GEMINI_API_KEYS", "GOOGLE_API_KEY", "GOOGLE_API_KEY_*");
    public static final Key<URI> GEMINI_BASE_URL = key("gemini.base-url", Types.address(),
            "https://generativelanguage.googleapis.com", "Address of the Gemini API, without version and path.",
            "GEMINI_BASE_URL");
    public static final Key<List<KeyConfig>> OPENAI_API_KEY = key("openai.api-key",
            Types.keys(), "",
            "Keys of OpenAI, or of the service at openai.base-url.", "OPENAI_API_KEY");
    public static final Key<URI> OPENAI_BASE_URL = key("openai.base-url", Types.address(),
            "https://api.openai.com/v1", "Address of OpenAI or of a compatible service, which is known by it.",
            "OPENAI_BASE_URL");
    public static final Key<List<KeyConfig>> ANTHROPIC_API_KEY = key("anthropic.api-key",
            Types.keys(), "", "Keys of Anthropic.", "ANTHROPIC_API_KEY");
    public static final Key<URI> ANTHROPIC_BASE_URL = key("anthropic.base-url", Types.address(),
            "https://api.anthropic.com", "Address of Anthropic, with or without its version.", "ANTHROPIC_BASE_URL");

    // Any number of services, each under a name of its own.
    public static final Template<Optional<String>> UPSTREAMS_VENDOR = template("upstreams", "vendor",
            Types.choice(VendorTable.standard().names().toArray(String[]::new)).optional(), "",
            "Whose service it is; without it the one to whom the address belongs.");
    public static final Template<Optional<URI>> UPSTREAMS_BASE_URL = template("upstreams", "base-url",
            Types.address().optional(), "", "Its address; without it the vendor's own.");
    public static final Template<List<KeyConfig>> UPSTREAMS_API_KEY = template("upstreams", "api-key",
            Types.keys(), "", "Keys for it.");
    public static final Template<Optional<Path>> UPSTREAMS_CREDENTIALS = template("upstreams", "credentials",
            Types.path().optional(), "",
            "The key file, in JSON, of a service account of Google's: asks Vertex AI in its name.");
    public static final Template<Optional<String>> UPSTREAMS_PROJECT = template("upstreams", "project",
            Types.text().optional(), "", "The project at Vertex AI; without it that of the service account.");
    public static final Template<String> UPSTREAMS_LOCATION = template("upstreams", "location",
            Types.text(), "global", "Where Vertex AI answers a service account: global, or a region.");
    public static final Template<Optional<String>> UPSTREAMS_DIALECT = template("upstreams", "dialect",
            Types.choice("openai", "responses", "gemini", "anthropic").optional(), "",
            "The dialect in which it is asked; without it the vendor's own.");
    public static final Template<Optional<String>> UPSTREAMS_API_VERSION = template("upstreams", "api-version",
            Types.text().optional(), "", "The version of the API that Azure wants in the address.");
    public static final Template<Map<String, String>> UPSTREAMS_HEADERS = template("upstreams", "headers",
            Types.map(), "", "Header fields that every request to it carries.");
    public static final Template<Optional<Proxy>> UPSTREAMS_PROXY = template("upstreams", "proxy",
            Types.proxy().optional(), "", "The proxy to it, or direct; without it that of the environment.");
    public static final Template<Optional<Path>> UPSTREAMS_CA_FILE = template("upstreams", "ca-file",
            Types.path().optional(), "", "File of certificates, in PEM, that are believed of it beside all others.");
    public static final Template<Optional<Duration>> UPSTREAMS_HEDGE_AFTER = template("upstreams", "hedge-after",
            Types.duration("0s", "10m").optional(), "", "As upstream.hedge-after, for it alone.");

    public static final Template<Safety> SAFETY = template("safety", "", Types.safety(), "untouched",
            "How much of what its filters find a Gemini model holds back, or all models of a pattern with *, where the "
                    + "client does not say it.");

    // The way there.
    public static final Key<Integer> UPSTREAM_CONNECTIONS = key("upstream.connections", Types.integer(1, 32_768),
            "512", "Connections to one target.");
    public static final Key<Integer> UPSTREAM_WAITING = key("upstream.waiting", Types.integer(0, 1_000_000), "1024",
            "Requests that may wait for a connection to one target.");
    public static final Key<Boolean> UPSTREAM_HTTP2 = key("upstream.http2", Types.flag(), "false",
            "Speaks HTTP/2 with services that offer it over TLS.");
    public static final Key<Integer> UPSTREAM_STREAMS = key("upstream.streams", Types.integer(1, 1_000), "32",
            "Requests that share one HTTP/2 connection; the service may allow fewer.");
    public static final Key<Duration> UPSTREAM_KEEP_ALIVE = key("upstream.keep-alive", Types.duration("1s", "1d"),
            "60s", "Time that a connection stays open between requests.");
    public static final Key<Duration> UPSTREAM_CONNECTION_LIFETIME = key("upstream.connection-lifetime",
            Types.duration("1s", "7d"), "10m",
            "Age at which a connection takes no further request, so that changes of addresses are noticed.");
    public static final Key<Duration> UPSTREAM_ACKNOWLEDGE_TIMEOUT = key("upstream.acknowledge-timeout",
            Types.duration("1s", "1h"), "30s",
            "Time that the other side may acknowledge nothing before a connection counts as dead; on Linux only.");
    public static final Key<Optional<Proxy>> UPSTREAM_HTTPS_PROXY = key("upstream.https-proxy",
            Types.proxy().optional(), "", "Proxy to services at https addresses.", "HTTPS_PROXY", "https_proxy");
    public static final Key<Optional<Proxy>> UPSTREAM_HTTP_PROXY = key("upstream.http-proxy",
            Types.proxy().optional(), "", "Proxy to services at http addresses.", "HTTP_PROXY", "http_proxy");
    public static final Key<Optional<Proxy>> UPSTREAM_ALL_PROXY = key("upstream.all-proxy",
            Types.proxy().optional(), "", "Proxy to both where there is none of their own.", "ALL_PROXY", "all_proxy");
    public static final Key<List<String>> UPSTREAM_NO_PROXY = key("upstream.no-proxy", Types.texts(), "",
            "Names, with all below them, addresses and blocks that are reached directly; * for all. Loopback always is.",
            "NO_PROXY", "no_proxy");
    public static final Key<Optional<Path>> UPSTREAM_CA_FILE = key("upstream.ca-file", Types.path().optional(), "",
            "File of certificates, in PEM, that are believed beside the system's.");
    public static final Key<Duration> UPSTREAM_CONNECT_TIMEOUT = key("upstream.connect-timeout",
            Types.duration("10ms", "5m"), "5s", "Time to connect.");
    public static final Key<Duration> UPSTREAM_TLS_TIMEOUT = key("upstream.tls-timeout",
            Types.duration("10ms", "5m"), "10s", "Time for the TLS handshake.");
    public static final Key<Duration> UPSTREAM_FIRST_BYTE_TIMEOUT = key("upstream.first-byte-timeout",
            Types.duration("1s", "1d"), "300s", "Time until the answer begins; long thinking is silent.");
    public static final Key<Duration> UPSTREAM_IDLE_TIMEOUT = key("upstream.idle-timeout",
            Types.duration("1s", "1d"), "120s", "Longest gap within an answer.");
    public static final Key<Duration> UPSTREAM_TOTAL_TIMEOUT = key("upstream.total-timeout",
            Types.duration("1s", "7d"), "3600s", "Time for a whole exchange.");
    public static final Key<Long> UPSTREAM_FRAME_LIMIT = key("upstream.frame-limit", Types.size("1KiB", "1GiB"),
            "32MiB", "Longest single frame of a stream.");
    public static final Key<Long> UPSTREAM_ANSWER_LIMIT = key("upstream.answer-limit", Types.size("1KiB", "1GiB"),
            "64MiB", "Longest answer that is not streamed.");
    public static final Key<Long> UPSTREAM_QUEUE_LIMIT = key("upstream.queue-limit", Types.size("1KiB", "64MiB"),
            "256KiB", "Bytes of one stream that wait here for a slow client before the upstream is paused.");

    // Which key is used, how much, and how long one rests.
    public static final Key<String> KEYS_SELECTION = key("keys.selection",
            Types.choice("round-robin", "random", "least-used", "sticky"), "round-robin",
            "Which of the keys that may be used is taken; sticky keeps a conversation at one.");
    public static final Key<Integer> KEYS_CROWD_SHARE = key("keys.crowd-share", Types.integer(100, 10_000), "125",
            "Share of its own, in percent, that a key may have in work before a conversation of it goes to another (sticky).");
    public static final Key<Integer> KEYS_CROWD_FEW = key("keys.crowd-few", Types.integer(0, 100_000), "2",
            "Requests in work with one key that are no crowd yet, however idle the others are (sticky).");
    public static final Key<Map<String, String>> KEYS_PROJECTS = key("keys.projects", Types.map(), "",
            "Keys whose quota the vendor counts together: the upstream with the key's number, and any name.");
    public static final Key<Integer> KEYS_REQUESTS_PER_MINUTE = key("keys.requests-per-minute",
            Types.integer(0, 1_000_000), "0", "Requests with one key in a minute; 0 for no limit.");
    public static final Key<Integer> KEYS_REQUESTS_PER_DAY = key("keys.requests-per-day",
            Types.integer(0, 100_000_000), "0", "Requests with one key in a day of California; 0 for no limit.");
    public static final Key<Integer> KEYS_TOKENS_PER_MINUTE = key("keys.tokens-per-minute",
            Types.integer(0, 999_999_999), "0", "Tokens with one key in a minute, in and out; 0 for no limit.");
    public static final Key<Integer> KEYS_CONCURRENCY = key("keys.concurrency", Types.integer(0, 100_000), "0",
            "Requests that may have one key at the same time; 0 for no limit.");
    public static final Key<Duration> KEYS_FIRST_REST = key("keys.first-rest", Types.duration("100ms", "1h"), "5s",
            "Rest after a limit of which the vendor tells nothing; doubles each time.");
    public static final Key<Duration> KEYS_LONGEST_REST = key("keys.longest-rest", Types.duration("1s", "1d"), "5m",
            "Rest that it doubles to.");
    public static final Key<Duration> KEYS_MINUTE_REST = key("keys.minute-rest", Types.duration("1s", "1h"), "60s",
            "Rest after the limit of a minute without a time.");
    public static final Key<Duration> KEYS_MONEY_REST = key("keys.money-rest", Types.duration("1s", "31d"), "1h",
            "Rest of a key without money.");
    public static final Key<Duration> KEYS_NO_QUOTA_REST = key("keys.no-quota-rest", Types.duration("1s", "31d"),
            "1d", "Rest of a key for a model of which it has no quota at all.");
    public static final Key<Duration> KEYS_REFUSED_REST = key("keys.refused-rest", Types.duration("1s", "31d"),
            "30m", "Time between two tries of a key that the vendor refuses.");

    public static final Key<Integer> KEYS_REST_SPREAD = key("keys.rest-spread", Types.integer(0, 100), "10",
            "How much longer than told a rest may be, in percent: what was limited together does not come back together.");
    public static final Key<Duration> KEYS_DAY_SPREAD = key("keys.day-spread", Types.duration("1s", "1h"), "60s",
            "Time after the vendor's midnight within which the keys come back whose day was spent, each at its own moment.");
    public static final Key<Duration> KEYS_PROBE = key("keys.probe", Types.duration("100ms", "5m"), "2s",
            "Longest time that others wait for news of the request that tries a key after its rest.");
    public static final Key<Optional<Path>> KEYS_STATE_FILE = key("keys.state-file", Types.path().optional(), "",
            "File that keeps the keys' rests and their requests of the day for the next start; without it they are forgotten.");
    public static final Key<Duration> KEYS_STATE_INTERVAL = key("keys.state-interval", Types.duration("1s", "1h"),
            "10s", "Shortest time between two writes of that file.");

    // How often a request is tried before its client is told.
    public static final Key<Integer> UPSTREAM_ATTEMPTS = key("upstream.attempts", Types.integer(1, 20), "3",
            "Calls for one request that may fail by the fault of a service.");
    public static final Key<Integer> UPSTREAM_HOPS = key("upstream.hops", Types.integer(0, 1_000), "8",
            "Further calls for one request because a key was at its limit or refused.");
    public static final Key<Duration> UPSTREAM_RETRY_TIME = key("upstream.retry-time", Types.duration("0s", "1h"),
            "30s", "Time after which no further attempt begins.");
    public static final Key<Duration> UPSTREAM_PAUSE = key("upstream.pause", Types.duration("1ms", "1m"), "500ms",
            "Longest pause before the second attempt at the same service; doubles.");
    public static final Key<Duration> UPSTREAM_LONGEST_PAUSE = key("upstream.longest-pause",
            Types.duration("1ms", "10m"), "8s", "Pause that it doubles to.");
    public static final Key<Integer> UPSTREAM_PAUSE_SPREAD = key("upstream.pause-spread", Types.integer(0, 100), "10",
            "How much longer than the service says a pause may be, in percent; it is never shorter.");
    public static final Key<Duration> UPSTREAM_PATIENCE = key("upstream.patience", Types.duration("0s", "1m"), "2s",
            "Time that a request waits for the first key to come back when all rest.");
    public static final Key<Duration> UPSTREAM_HEDGE_AFTER = key("upstream.hedge-after", Types.duration("0s", "10m"),
            "0s",
            "Silence before the first word of a stream after which another key or target is asked beside the first; "
                    + "0 for never.");
    public static final Key<Boolean> RETRY_EMPTY_ANSWERS = key("retry.empty-answers", Types.flag(), "false",
            "Takes an answer without a text, a call or a picture for a failure; thoughts then come with the first word.");
    public static final Key<Integer> BREAKER_RESULTS = key("breaker.results", Types.integer(0, 100_000), "20",
            "Results that are needed to take a target for down; 0 for never.");
    public static final Key<Integer> BREAKER_PERCENT = key("breaker.percent", Types.integer(1, 100), "50",
            "Share of them that failed.");
    public static final Key<Duration> BREAKER_WINDOW = key("breaker.window", Types.duration("1s", "1h"), "2m",
            "Time over which results are counted.");
    public static final Key<Duration> BREAKER_OPEN = key("breaker.open", Types.duration("10ms", "1h"), "5s",
            "Time that a target that is down is left alone; doubles each time.");
    public static final Key<Duration> BREAKER_LONGEST = key("breaker.longest", Types.duration("10ms", "1d"), "5m",
            "Time that it doubles to.");
    public static final Key<Integer> BREAKER_SPREAD = key("breaker.spread", Types.integer(0, 100), "10",
            "How much longer that time may be, in percent, so that not all come back at once.");
    public static final Key<Duration> BREAKER_PANIC = key("breaker.panic", Types.duration("10ms", "1h"), "1s",
            "Time between two requests that pass although every target is down.");
    public static final Key<Integer> RETRY_BUDGET_TOKENS = key("retry-budget.tokens", Types.integer(0, 100_000), "100",
            "Most that a target has for retries; a success gives one back.");
    public static final Key<Integer> RETRY_BUDGET_RETRY = key("retry-budget.retry", Types.integer(0, 10_000), "5",
            "What a retry costs.");
    public static final Key<Integer> RETRY_BUDGET_TIMEOUT = key("retry-budget.timeout", Types.integer(0, 10_000), "10",
            "What it costs that no answer began in time: it may still be in work.");
    public static final Key<Integer> RETRY_BUDGET_HOP = key("retry-budget.hop", Types.integer(0, 10_000), "2",
            "What it costs to go to another key.");
    public static final Key<Integer> RETRY_BUDGET_AT_ONCE = key("retry-budget.at-once", Types.integer(0, 10_000), "3",
            "Retries at a time that always may be, with nothing left.");
    public static final Key<Integer> SLOW_DOWN_SHARE = key("slow-down.share", Types.integer(1, 100), "50",
            "Share of the requests in work, in percent, that a target gets from when it asks to slow down; 100 for no change.");
    public static final Key<Integer> SLOW_DOWN_GROWTH = key("slow-down.growth", Types.integer(1, 1_000), "10",
            "Growth of that in a minute, in percent, until it is as before.");
    public static final Key<Duration> SLOW_DOWN_WAIT = key("slow-down.wait", Types.duration("0s", "10s"), "2s",
            "Time that a request waits for its turn meanwhile.");

    public static final Key<Duration> STREAM_HEARTBEAT = key("stream.heartbeat", Types.duration("0s", "10m"), "15s",
            "Silence after which the client of a stream gets a sign of life, before the first word too; 0 for never.");

    public static final Key<Duration> STREAM_PREAMBLE = key("stream.preamble", Types.duration("0s", "10m"), "1s",
            "Time for which a beginning without any content is held, so that another key or service may still be asked; "
                    + "with hedge-after or retry.empty-answers as long as it takes.");
    public static final Key<String> STREAM_RECOVER = key("stream.recover", Types.choice("off", "continue"), "off",
            "What becomes of a stream whose service breaks off in the middle of a text: an error, or another call goes on.");
    public static final Key<Integer> STREAM_RECOVERIES = key("stream.recoveries", Types.integer(1, 10), "1",
            "Calls that may go on with one stream.");

    public static final Key<Duration> STREAM_RESUME = key("stream.resume", Types.duration("0s", "10m"), "0s",
            "Time that every stream goes on without its client, which may come back to it; 0 for no time.");
    public static final Key<Duration> STREAM_RESUME_ASKED = key("stream.resume-asked", Types.duration("0s", "10m"),
            "60s", "The same for a stream whose client asks for it by x-pollux-resume: 1; 0 for nobody.");
    public static final Key<Long> STREAM_RESUME_LIMIT = key("stream.resume-limit", Types.size("1KiB", "1GiB"), "1MiB",
            "Most that is kept of one stream for a client that comes back.");
    public static final Key<Integer> STREAM_RESUME_STREAMS = key("stream.resume-streams", Types.integer(0, 100_000),
            "64", "Streams that are kept at one time, with those that have ended; one more is a stream as usual.");

    // Which models there are.
    public static final Key<Optional<String>> MODELS_DEFAULT = key("models.default", Types.text().optional(), "",
            "Where models go for which there is no route: upstream, or upstream/model.");
    public static final Key<Optional<Path>> MODELS_FILE = key("models.file", Types.path().optional(), "",
            "File of models that is laid over the built-in one.");
    public static final Key<Map<String, String>> MODELS_ALIASES = key("models.aliases", Types.map(), "",
            "Names that clients may use, each with the model that it stands for.");
    public static final Key<List<String>> MODELS_SUFFIXES = key("models.suffixes",
            Types.choices("search", "image", "thinking"), "",
            "What is understood behind a model's name that is no part of it: -search, -image, and -thinking-1024, "
                    + "-non-thinking, (1024) or (low).");
    public static final Template<List<String>> MODELS_ROUTE = template("models", "", Types.targets(), "",
            "Where a model, or all models of a pattern with *, are asked: upstream/model, or several in order.");
    public static final Key<Boolean> MODELS_STRICT = key("models.strict", Types.flag(), "false",
            "Answers 404 to an unknown model instead of passing it on.");
    public static final Key<Boolean> MODELS_SUCCESSORS = key("models.successors", Types.flag(), "true",
            "Sends a retired model's requests to its successor.");
    public static final Key<Duration> MODELS_REFRESH = key("models.refresh", Types.duration("0s", "7d"), "10m",
            "How often the upstream is asked for its list of models; 0 for never.");

    // Pictures that a request only points to.
    public static final Key<String> MEDIA_FETCH = key("media.fetch", Types.choice("on", "always", "off"),
            "on",
            "Which files at http addresses are fetched: those that the vendor does not fetch by itself, all, or none; "
                    + "never from private addresses.");
    public static final Key<Long> MEDIA_FETCH_LIMIT = key("media.fetch-limit", Types.size("1KiB", "1GiB"), "20MiB",
            "Longest picture that is fetched.");
    public static final Key<Duration> MEDIA_FETCH_TIMEOUT = key("media.fetch-timeout", Types.duration("100ms", "10m"),
            "10s", "Time to fetch one.");
    public static final Key<Integer> MEDIA_FETCH_REDIRECTS = key("media.fetch-redirects", Types.integer(0, 20), "3",
            "Redirects to follow for one.");

    // Pictures that models make.
    public static final Key<String> MEDIA_CHAT = key("media.chat", Types.choice("link", "data-url", "native"), "link",
            "How pictures reach clients whose dialect has no place for them: as Markdown with a link or with a data URL, or "
                    + "in the field images of OpenAI's chat.");
    public static final Key<String> MEDIA_STORE = key("media.store",
            Types.choice("local", "s3", "tencent", "qiniu"), "local", "Where pictures are kept: in a folder, or in a "
                    + "bucket of an S3-compatible service, of Tencent Cloud or of Qiniu.",
            "IMAGE_STORAGE_TYPE");
    public static final Key<Path> MEDIA_DIRECTORY = key("media.directory", Types.path(), "images",
            "Folder of the local store; made when the first picture comes.", "IMAGE_STORAGE_DIR");
    public static final Key<Long> MEDIA_PICTURE_LIMIT = key("media.picture-limit", Types.size("1KiB", "256MiB"),
            "20MiB", "Longest picture that is kept; a longer one goes out as a data URL.");
    public static final Key<String> MEDIA_HISTORY = key("media.history", Types.choice("last", "all"), "last",
            "Which of the pictures that it has made a model sees again: those of its newest message that has some, or "
                    + "all.",
            "HISTORY_IMAGE_SUBMIT_TYPE");
    public static final Key<Boolean> MEDIA_HISTORY_FETCH = key("media.history-fetch", Types.flag(), "false",
            "Fetches pictures at addresses of others in the model's own turns, too.");
    public static final Key<Long> MEDIA_HISTORY_LIMIT = key("media.history-limit", Types.size("1KiB", "1GiB"), "48MiB",
            "All such pictures of one request; those that are too much are left out, the oldest first.");
    public static final Key<Duration> MEDIA_KEEP = key("media.keep", Types.duration("1m", "3650d"), "30d",
            "Time for which the local store keeps a picture.");
    public static final Key<Long> MEDIA_STORE_LIMIT = key("media.store-limit", Types.size("1MiB", "1024GiB"), "1GiB",
            "All pictures of the local store together; the oldest go first.");

    public static final Key<Duration> MEDIA_STORE_TIMEOUT = key("media.store-timeout", Types.duration("1s", "5m"),
            "15s", "Time for one call to a bucket.");
    public static final Key<Optional<URI>> S3_ENDPOINT = key("media.s3-endpoint", Types.address().optional(), "",
            "Address of the S3-compatible service; without it Amazon's.", "S3_ENDPOINT");
    public static final Key<String> S3_REGION = key("media.s3-region", Types.text(), "us-east-1", "Its region.",
            "S3_REGION");
    public static final Key<Optional<String>> S3_BUCKET = key("media.s3-bucket", Types.text().optional(), "",
            "The bucket.", "S3_BUCKET");
    public static final Key<Optional<String>> S3_ID = key("media.s3-access-key-id", Types.text().optional(), "",
            "The id of the key to it.", "S3_ACCESS_KEY_ID");
    public static final Key<Optional<Secret>> S3_SECRET = key("media.s3-secret-access-key", Types.secret().optional(),
            "", "The key.", "S3_SECRET_ACCESS_KEY");
    public static final Key<Optional<String>> S3_DOMAIN = key("media.s3-domain", Types.text().optional(), "",
            "Where everybody finds its files; without it they are handed out here.", "S3_BUCKET_DOMAIN");
    public static final Key<Optional<String>> TENCENT_REGION = key("media.tencent-region", Types.text().optional(), "",
            "The region, as ap-guangzhou.", "TENCENT_REGION");
    public static final Key<Optional<String>> TENCENT_BUCKET = key("media.tencent-bucket", Types.text().optional(), "",
            "The bucket, with the number of its owner.", "TENCENT_BUCKET_NAME", "TENCENT_BUCKET");
    public static final Key<Optional<String>> TENCENT_ID = key("media.tencent-secret-id", Types.text().optional(), "",
            "The id of the key to it.", "TENCENT_SECRET_ID");
    public static final Key<Optional<Secret>> TENCENT_SECRET = key("media.tencent-secret-key",
            Types.secret().optional(), "", "The key.", "TENCENT_SECRET_KEY");
    public static final Key<Optional<String>> TENCENT_DOMAIN = key("media.tencent-domain", Types.text().optional(), "",
            "Where everybody finds its files; without it they are handed out here.", "TENCENT_BUCKET_DOMAIN",
            "TENCENT_DOMAIN");
    public static final Key<Optional<String>> QINIU_BUCKET = key("media.qiniu-bucket", Types.text().optional(), "",
            "The bucket.", "QINIU_BUCKET_NAME");
    public static final Key<Optional<String>> QINIU_ID = key("media.qiniu-access-key", Types.text().optional(), "",
            "The id of the key to it.", "QINIU_ACCESS_KEY");
    public static final Key<Optional<Secret>> QINIU_SECRET = key("media.qiniu-secret-key", Types.secret().optional(),
            "", "The key.", "QINIU_SECRET_KEY");
    public static final Key<Optional<String>> QINIU_DOMAIN = key("media.qiniu-domain", Types.text().optional(), "",
            "Where everybody finds its files; Qiniu gives them nowhere else.", "QINIU_BUCKET_DOMAIN");

    // What happens on the way, and what is written of it.
    public static final Key<Boolean> TRANSLATE_STRICT = key("translate.strict", Types.flag(), "false",
            "Refuses a request with a field that the target cannot carry, instead of naming it as lost.");
    public static final Key<String> LOG_LEVEL = key("log.level",
            Types.choice("error", "warn", "info", "debug", "trace"), "info", "Least weight of what is logged.");
    public static final Key<String> LOG_FORMAT = key("log.format", Types.choice("human", "json"), "human",
            "Form of the log lines.");
    public static final Key<Boolean> LOG_EXCHANGES = key("log.exchanges", Types.flag(), "true",
            "Whether there is a line for each exchange.");
    public static final Key<Optional<Path>> LOG_FILE = key("log.file", Types.path().optional(), "",
            "File that the log goes to instead of standard error.");
    public static final Key<Long> LOG_FILE_SIZE = key("log.file-size", Types.size("64KiB", "1GiB"), "100MiB",
            "Size at which that file is put aside, gzipped; at midnight it is in any case.");
    public static final Key<Integer> LOG_FILES = key("log.files", Types.integer(1, 1_000), "7",
            "Days for which files put aside are kept, together at most as many times log.file-size.");

    public static final Key<Boolean> LOG_DETAIL = key("log.detail", Types.flag(), "false",
            "Whether every request and every answer is written down, of clients and of services: what people say, too.");
    public static final Key<Path> LOG_DETAIL_FILE = key("log.detail-file", Types.path(), "pollux-detail.log",
            "File for that; it is put aside as the other is.");
    public static final Key<Long> LOG_DETAIL_LIMIT = key("log.detail-limit", Types.size("1KiB", "16MiB"), "64KiB",
            "How much of each body stands in it.");

    public static final Key<Optional<Integer>> METRICS_PORT = key("metrics.port", Types.integer(0, 65_535).optional(),
            "", "A port of their own for figures; without it they stand at server.port, behind the token.");
    public static final Key<String> METRICS_HOST = key("metrics.host", Types.host(), "127.0.0.1",
            "The address of that port. On loopback it asks for no token, elsewhere it does.");

    // How the settings change while it runs.
    public static final Key<Duration> RELOAD_WATCH = key("reload.watch", Types.duration("0s", "1h"), "1s",
            "How often the files of settings are looked at; twice alike, and a change counts. 0 for never.");

    private Keys() {}

    /** In the order of the documentation. */
    public static List<Key<?>> all() {
        return List.copyOf(ALL);
    }

    /** What can be set in the entries of maps whose names are free, in the order of the documentation. */
    public static List<Template<?>> templates() {
        return List.copyOf(TEMPLATES);
    }

    private static <T> Template<T> template(String map, String field, Type<T> type, String fallback, String meaning) {
        Template<T> template = new Template<>(map, field, type, fallback, meaning);
        TEMPLATES.add(template);
        return template;
    }

    private static <T> Key<T> key(String path, Type<T> type, String fallback, String meaning, String... environment) {
        Key<T> key = new Key<>(path, type, fallback, List.of(environment), meaning);
        ALL.add(key);
        return key;
    }
}
