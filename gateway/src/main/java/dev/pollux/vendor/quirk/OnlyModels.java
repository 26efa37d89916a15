package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.regex.Pattern;

/** A quirk of some of the vendor's models. */
record OnlyModels(List<String> patterns, Quirk quirk) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        if (patterns.stream().anyMatch(pattern -> Pattern
                .matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", about.model()))) {
            quirk.apply(body, about);
        }
    }
}
