package dev.pollux.keys;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.keys.KeyMemory.Rested;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A file that keeps what is known of keys for the next start: written in the background, when something else is known.
 *
 * <p>A key stands in it by its fingerprint. What cannot be read or written is told in the log, and costs no request.
 */
public final class StateFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final long LONGEST = 64L << 20;

    private final Path file;
    private final Supplier<List<KeyPool>> pools;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<String, Map<String, KeyMemory>> written = Map.of();
    private String trouble = "";

    /** @param pools those in use, whenever they are asked for */
    public StateFile(Path file, Supplier<List<KeyPool>> pools) {
        this.file = file;
        this.pools = pools;
    }

    /** Tells the pools what the file knows, and writes it after each interval in which that has changed. */
    public void start(Duration interval) {
        recall();
        Thread.ofVirtual().name("key-states").start(() -> run(interval));
    }

    private void run(Duration interval) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                save();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A file that is none of ours changes nothing. */
    void recall() {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IOException("it is longer than " + LONGEST + " bytes");
            }
            Map<String, Map<String, KeyMemory>> known = read(Json.object(Files.readAllBytes(file)));
            pools.get().forEach(pool -> pool.recall(known.getOrDefault(pool.name(), Map.of())));
        } catch (NoSuchFileException _) {
            LOG.debug("{} is made when there is something to keep", file);
        } catch (IOException | JsonException | DateTimeException | IllegalArgumentException e) {
            LOG.warn("What was known of the keys cannot be read, and is not used: {}: {}", file, e.getMessage());
        }
    }

    /** Writes what is known now, unless the file has it. */
    synchronized void save() {
        var known = new HashMap<String, Map<String, KeyMemory>>();
        pools.get().forEach(pool -> known.put(pool.name(), pool.memory()));
        if (known.equals(written)) {
            return;
        }
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, Json.bytes(json(known)));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = known;
            trouble = "";
        } catch (IOException e) {
            if (!trouble.equals(e.toString())) {
                trouble = e.toString();
                LOG.warn("What is known of the keys cannot be written: {}", trouble);
            }
        }
    }

    private static ObjectNode json(Map<String, Map<String, KeyMemory>> known) {
        ObjectNode all = Json.object();
        known.forEach((pool, keys) -> {
            ObjectNode ofPool = all.putObject(pool);
            keys.forEach((key, memory) -> ofPool.set(key, json(memory)));
        });
        return all;
    }

    private static ObjectNode json(KeyMemory memory) {
        ObjectNode json = Json.object().put("day", memory.day().toString()).put("requests", memory.requests());
        ArrayNode rests = json.putArray("rests");
        for (Rested rest : memory.rests()) {
            ObjectNode one = rests.addObject().put("why", rest.why().name()).put("guesses", rest.guesses())
                    .put("until", rest.until().toString());
            rest.model().ifPresent(model -> one.put("model", model));
        }
        return json;
    }

    private static Map<String, Map<String, KeyMemory>> read(ObjectNode json) {
        var known = new HashMap<String, Map<String, KeyMemory>>();
        Fields all = Fields.of(json);
        for (String pool : all.rest().propertyNames()) {
            Fields ofPool = all.object(pool).orElseThrow();
            var keys = new HashMap<String, KeyMemory>();
            for (String key : ofPool.rest().propertyNames()) {
                keys.put(key, memory(ofPool.object(key).orElseThrow()));
            }
            known.put(pool, keys);
        }
        return known;
    }

    private static KeyMemory memory(Fields json) {
        var rests = new ArrayList<Rested>();
        for (Fields rest : json.objects("rests")) {
            rests.add(new Rested(rest.text("model"), Why.valueOf(rest.requiredText("why")),
                    rest.integer("guesses").orElse(0), Instant.parse(rest.requiredText("until"))));
        }
        return new KeyMemory(rests, LocalDate.parse(json.requiredText("day")), json.whole("requests").orElse(0));
    }

    @Override
    public void close() {
        closed.countDown();
        save();
    }
}
