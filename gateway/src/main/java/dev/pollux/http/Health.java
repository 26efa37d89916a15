package dev.pollux.http;

import dev.pollux.access.Gate;
import dev.pollux.json.Json;
import dev.pollux.route.Catalogue;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** How the server is, for monitors and for people: tells no secret. */
public final class Health {
    private final String version;
    private final Gate gate;
    private final Catalogue catalogue;
    private final BooleanSupplier keys;
    private final Workload workload;
    private final InstantSource clock;
    private final Instant started;

    /** @param keys whether there is any key with which a vendor could be asked just now */
    public Health(String version, Gate gate, Catalogue catalogue, BooleanSupplier keys, Workload workload,
            InstantSource clock, Instant started) {
        this.version = version;
        this.gate = gate;
        this.catalogue = catalogue;
        this.keys = keys;
        this.workload = workload;
        this.clock = clock;
        this.started = started;
    }

    boolean isReady() {
        return !workload.isStopping() && keys.getAsBoolean();
    }

    ObjectNode readiness() {
        String status = workload.isStopping() ? "stopping" : keys.getAsBoolean() ? "ready" : "no key";
        return Json.object().put("status", status).put("service", "pollux");
    }

    ObjectNode report() {
        Instant now = clock.instant();
        ObjectNode report = Json.object();
        report.put("status", "ok");
        report.put("service", "pollux");
        report.put("version", version);
        report.put("timestamp", now.toString());
        report.put("uptime_seconds", Duration.between(started, now).toSeconds());
        report.put("models", catalogue.cards().size());
        report.put("auth_enabled", gate.needsToken());
        ObjectNode features = report.putObject("features");
        features.put("streaming", true);
        features.put("cors", true);
        features.put("auth", gate.needsToken());
        features.put("tools", true);
        features.put("media", true);
        return report;
    }
}
