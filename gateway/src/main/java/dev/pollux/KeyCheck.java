package dev.pollux;

import dev.pollux.config.Configuration;
import dev.pollux.dialect.Dialects;
import dev.pollux.json.JsonException;
import dev.pollux.keys.KeyPool;
import dev.pollux.keys.Lease;
import dev.pollux.keys.Time;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.Upstream;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;
import tools.jackson.databind.node.ObjectNode;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Tells how the keys of a configuration are, without a server. */
public final class KeyCheck {

    private KeyCheck() {}

    /** @param probe asks each key for its list of models; otherwise nothing is known, and each counts as ready */
    public static ObjectNode states(Configuration config, boolean probe) {
        List<Vendor> vendors = Gateway.vendors(config, Dialects.create(InstantSource.system(), () -> "check"));
        var notes = new TreeMap<String, String>();
        if (probe) {
            Vertx vertx = Vertx.vertx();
            try (var upstream = new Upstream(vertx, Parts.upstream(config), Parts.retry(config),
                    Parts.answers(config), Time.SYSTEM, Time.RANDOM)) {
                vendors.forEach(vendor -> IntStream.rangeClosed(1, vendor.keys().size())
                        .forEach(number -> notes.put(vendor.name() + "/" + number, ask(upstream, vendor, number))));
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
        }
        ObjectNode states = new KeyDesk(vendors).states();
        states.path("keys").forEach(key -> {
            String note = notes.get(key.path("upstream").asString() + "/" + key.path("key").asString());
            if (note != null && key instanceof ObjectNode object) {
                object.put("note", note);
            }
        });
        return states;
    }

    /** What the vendor says to a key; the pool gets to know it too. */
    private static String ask(Upstream upstream, Vendor vendor, int number) {
        Set<Integer> others = new HashSet<>(vendor.keys().keys().stream().map(KeyPool.Key::number).toList());
        others.remove(number);
        Optional<Lease> lent = vendor.keys().lease("", () -> 0, others);
        if (lent.isEmpty()) {
            return "rests with the other keys of its project";
        }
        try (Lease lease = lent.get()) {
            int models = upstream.models().of(vendor, lease.secret()).size();
            lease.succeeded();
            return "accepted, " + models + " models";
        } catch (FailureException e) {
            lent.get().failed(e.failure());
            return e.failure().message();
        } catch (JsonException e) {
            return "the answer could not be read: " + e.getMessage();
        }
    }
}
