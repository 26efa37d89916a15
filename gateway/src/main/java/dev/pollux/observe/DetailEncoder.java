package dev.pollux.observe;

import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import dev.pollux.json.Json;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;

/** Makes a JSON object of each detail, on a line of its own, with nothing in it that must stay secret. */
final class DetailEncoder extends EncoderBase<Detail> {
    private static final byte[] NOTHING = {};

    private final CachingDateFormatter time = new CachingDateFormatter(LineForm.TIME);

    @Override
    public byte[] encode(Detail detail) {
        Mask mask = detail.mask().and(detail.hidden());
        ObjectNode entry = Json.object();
        entry.put("time", time.format(detail.at()));
        entry.put("id", detail.id());
        entry.put("stage", detail.stage().words());
        if (detail.call() > 0) {
            entry.put("call", detail.call());
        }
        entry.put("line", mask.text(detail.line()));
        ObjectNode headers = entry.putObject("headers");
        detail.headers().forEach(header -> {
            String value = mask.header(header.getKey(), header.getValue());
            headers.put(header.getKey(), headers.has(header.getKey())
                    ? headers.path(header.getKey()).asString("") + ", " + value
                    : value);
        });
        Excerpt body = detail.body();
        String text = mask.text(body.text()); // first masked, then cut: else half of a secret might be left
        entry.put("body", text.substring(0, Math.min(text.length(), body.limit())));
        entry.put("bytes", body.size());
        entry.put("took_ms", detail.millis());
        entry.put("end", mask.text(detail.end()));
        return (Json.text(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
