package dev.pollux;

import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.dialect.Dialects;
import dev.pollux.keys.Time;
import dev.pollux.model.FailureException;
import dev.pollux.route.Catalogue;
import dev.pollux.route.Listing;
import dev.pollux.route.Router;
import dev.pollux.route.Target;
import dev.pollux.upstream.Upstream;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells which models can be asked for with a configuration, and where each request would go, without a server. */
public final class ModelTable {

    private ModelTable() {}

    /** @param targets where it is asked, in order; none if no service is known for it */
    public record Row(Listing model, List<String> targets) {
        public Row {
            targets = List.copyOf(targets);
        }
    }

    /**
     * @param ask asks each service for its own list too
     * @param complaints gets a sentence for each service that gives none
     */
    public static List<Row> rows(Configuration config, boolean ask, Consumer<String> complaints) {
        InstantSource clock = InstantSource.system();
        List<Vendor> vendors = Gateway.vendors(config, Dialects.create(clock, () -> "models"));
        Catalogue catalogue = Parts.catalogue(config, clock);
        var router = new Router(catalogue, vendors, Parts.routes(config), () -> 0);
        if (ask) {
            merge(config, catalogue, vendors, complaints);
        }
        var rows = new ArrayList<Row>();
        catalogue.listings().forEach(model -> rows.add(new Row(model, targets(router, model.card().id()))));
        return rows;
    }

    private static List<String> targets(Router router, String name) {
        try {
            return router.route(name).stream().map(Target::name).toList();
        } catch (FailureException _) {
            return List.of();
        }
    }

    private static void merge(Configuration config, Catalogue catalogue, List<Vendor> vendors,
            Consumer<String> complaints) {
        Vertx vertx = Vertx.vertx();
        try (var upstream = new Upstream(vertx, Parts.upstream(config), Parts.retry(config),
                Parts.answers(config), Time.SYSTEM, Time.RANDOM)) {
            for (Vendor vendor : vendors) {
                try {
                    catalogue.merge(vendor.name(), upstream.models().of(vendor));
                } catch (FailureException e) {
                    complaints.accept(vendor.name() + ": " + e.failure().message());
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
