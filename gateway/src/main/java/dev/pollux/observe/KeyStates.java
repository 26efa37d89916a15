package dev.pollux.observe;

import dev.pollux.json.Json;
import dev.pollux.keys.KeyReport;
import dev.pollux.keys.KeyState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** How the keys are, as JSON: their numbers stand for them. */
public final class KeyStates {

    private KeyStates() {}

    public static ObjectNode of(List<KeyReport> reports) {
        ObjectNode all = Json.object().put("service", "pollux");
        ArrayNode keys = all.putArray("keys");
        for (KeyReport report : reports) {
            ObjectNode key = keys.addObject();
            key.put("upstream", report.pool());
            key.put("key", report.number());
            report.name().ifPresent(name -> key.put("name", name));
            put(key, report.state());
            key.put("in_work", report.inWork());
            key.put("used", report.used());
            key.put("failures", report.failures());
            ArrayNode models = key.putArray("models");
            for (KeyReport.ModelRest rest : report.models()) {
                put(models.addObject().put("model", rest.model()), rest.state());
            }
        }
        return all;
    }

    private static void put(ObjectNode node, KeyState state) {
        switch (state) {
            case KeyState.Ready _ -> node.put("state", "ready");
            case KeyState.Resting(var until, var why) -> node.put("state", "resting").put("until", until.toString())
                    .put("why", why.words());
            case KeyState.Dead(var why, var probe) -> node.put("state", "dead").put("until", probe.toString())
                    .put("why", why.words());
        }
    }
}
