package dev.pollux.grid;

import java.util.Locale;
import java.util.regex.Pattern;

/** The dialects of a vendor behind the gateway, each with a model that thinks and the marks of what it mints. */
enum Behind {
    OPENAI("OpenAI chat", "openai-compatible", "kimi-k3", "call_sbx[0-9a-z]{9}", "\"reasoning_content\":\""),
    RESPONSES("OpenAI Responses", "openai", "gpt-5.6", "call_sbx[0-9a-z]{9}", "\"gAAAAABsandbox"),
    GEMINI("Gemini", "gemini", "gemini-3.8-flash", "[0-9a-z]{6}c[01]", "\"cG9sbHV4IHNhbmRib3gg"),
    ANTHROPIC("Anthropic", "anthropic", "claude-opus-5-5", "toolu_sbx[0-9a-z]{9}", "\"EqQBsandbox");

    private final String title;
    private final String vendor;
    private final String model;
    private final Pattern callId;
    private final String seal;

    Behind(String title, String vendor, String model, String callId, String seal) {
        this.title = title;
        this.vendor = vendor;
        this.model = model;
        this.callId = Pattern.compile('"' + callId + '"');
        this.seal = seal;
    }

    String title() {
        return title;
    }

    /** As the settings name it. */
    String vendor() {
        return vendor;
    }

    /** As the settings name it. */
    String dialect() {
        return name().toLowerCase(Locale.ROOT);
    }

    String model() {
        return model;
    }

    /** The ids of calls that this vendor mints, in the JSON of a request. */
    Pattern callId() {
        return callId;
    }

    /** How that begins in the JSON of a request which this vendor wants back of its reasoning. */
    String seal() {
        return seal;
    }
}
