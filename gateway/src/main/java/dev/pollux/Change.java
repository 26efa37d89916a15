package dev.pollux;

import dev.pollux.config.Configuration;
import dev.pollux.config.Key;
import dev.pollux.config.Keys;
import dev.pollux.config.Value;
import dev.pollux.json.Json;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which settings are others than before.
 *
 * @param settings by their keys
 * @param atNextStart those of them that count only then
 */
public record Change(List<String> settings, List<String> atNextStart) {
    /** What the running process is made with: sockets, threads, the log, and the places for pictures and for what is remembered. */
    static final Set<String> FIXED = Stream.of(Keys.SERVER_HOST, Keys.SERVER_PORT, Keys.SERVER_EVENT_LOOPS,
            Keys.SERVER_CONNECTIONS, Keys.SERVER_CONNECTIONS_PER_ADDRESS, Keys.SERVER_REQUESTS,
            Keys.SERVER_BODIES_LIMIT,
            Keys.SERVER_LINE_LIMIT, Keys.SERVER_HEAD_LIMIT, Keys.SERVER_HEAD_TIMEOUT, Keys.SERVER_BODY_TIMEOUT,
            Keys.SERVER_BODY_RATE, Keys.SERVER_KEEP_ALIVE, Keys.SERVER_WRITE_STALL, Keys.SERVER_ANSWERS_LIMIT,
            Keys.SERVER_LINGER,
            Keys.SERVER_LINGER_LIMIT, Keys.SERVER_HEAP_INTERVAL, Keys.SERVER_HEAP_GROWTH, Keys.PASSAGE_PINS,
            Keys.PASSAGE_PIN_TIME, Keys.LOG_LEVEL, Keys.LOG_FORMAT, Keys.LOG_FILE, Keys.LOG_FILE_SIZE, Keys.LOG_FILES,
            Keys.LOG_DETAIL, Keys.LOG_DETAIL_FILE, Keys.LOG_DETAIL_LIMIT, Keys.METRICS_PORT, Keys.METRICS_HOST,
            Keys.RELOAD_WATCH, Keys.KEYS_STATE_FILE, Keys.KEYS_STATE_INTERVAL, Keys.MEDIA_STORE, Keys.MEDIA_DIRECTORY,
            Keys.MEDIA_PICTURE_LIMIT, Keys.MEDIA_KEEP,
            Keys.MEDIA_STORE_LIMIT, Keys.MEDIA_STORE_TIMEOUT, Keys.S3_ENDPOINT, Keys.S3_REGION, Keys.S3_BUCKET,
            Keys.S3_ID, Keys.S3_SECRET, Keys.S3_DOMAIN, Keys.TENCENT_REGION, Keys.TENCENT_BUCKET, Keys.TENCENT_ID,
            Keys.TENCENT_SECRET, Keys.TENCENT_DOMAIN, Keys.QINIU_BUCKET, Keys.QINIU_ID, Keys.QINIU_SECRET,
            Keys.QINIU_DOMAIN).map(Key::path).collect(Collectors.toUnmodifiableSet());

    public Change {
        settings = List.copyOf(settings);
        atNextStart = List.copyOf(atNextStart);
    }

    static Change between(Configuration before, Configuration after) {
        Map<String, Object> old = values(before);
        Map<String, Object> current = values(after);
        var paths = new TreeSet<>(old.keySet());
        paths.addAll(current.keySet());
        paths.removeIf(path -> current.containsKey(path) && current.get(path).equals(old.get(path)));
        return new Change(List.copyOf(paths), paths.stream().filter(FIXED::contains).toList());
    }

    private static Map<String, Object> values(Configuration configuration) {
        var values = new HashMap<String, Object>();
        for (Value<?> value : configuration.values()) {
            values.put(value.key().path(), value.value());
        }
        return values;
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("service", "pollux");
        settings.forEach(json.putArray("changed")::add);
        atNextStart.forEach(json.putArray("at_next_start")::add);
        return json;
    }
}
