package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;

/**
 * How the vendor is told to think: OpenAI's {@code reasoning_effort} becomes a switch, a budget or other words.
 *
 * <p>What the client itself wrote in the vendor's words stays.
 *
 * @param control how thinking is switched on and off
 * @param words from OpenAI's words to the vendor's; without any, it takes none
 */
record Effort(Control control, Map<String, String> words) implements Quirk {
    private static final String FIELD = "reasoning_effort";

    /** The vendor's switch. */
    enum Control {
        /** There is none. */
        NONE,
        /** {@code thinking: {type: enabled}}. */
        TYPE,
        /** The same, switched on by the word {@code adaptive}. */
        ADAPTIVE,
        /** {@code enable_thinking}, and {@code thinking_budget} where the client gave one. */
        FLAG,
        /** {@code chat_template_kwargs: {enable_thinking}}. */
        TEMPLATE
    }

    Effort {
        words = Map.copyOf(words);
    }

    @Override
    public void apply(ObjectNode body, Case about) {
        String asked = body.path(FIELD).asString("");
        if (asked.isEmpty()) {
            return;
        }
        body.remove(FIELD);
        boolean on = !asked.equals("none");
        boolean told = toggle(body, on);
        Optional<String> word = Optional.ofNullable(words.get(asked));
        word.ifPresent(effort -> body.put(FIELD, effort));
        if (control == Control.FLAG && on && about.thinking().budget().orElse(0) > 0) {
            body.putIfAbsent("thinking_budget", body.numberNode(about.thinking().budget().getAsInt()));
        } else {
            about.losses().addIf(on ? !word.equals(Optional.of(asked)) : !told && word.isEmpty(), FIELD);
        }
    }

    private boolean toggle(ObjectNode body, boolean on) {
        switch (control) {
            case NONE -> {
                return false;
            }
            case TYPE, ADAPTIVE -> {
                if (!body.has("thinking")) {
                    body.putObject("thinking").put("type",
                            !on ? "disabled" : control == Control.ADAPTIVE ? "adaptive" : "enabled");
                }
            }
            case FLAG -> body.putIfAbsent("enable_thinking", body.booleanNode(on));
            case TEMPLATE -> {
                if (!body.has("chat_template_kwargs")) {
                    body.putObject("chat_template_kwargs").put("enable_thinking", on);
                }
            }
        }
        return true;
    }
}
