package dev.pollux.dialect;

import java.util.Map;

/**
 * A request as it goes to a vendor.
 *
 * @param path behind the vendor's base address, with a leading slash and its query
 * @param headers that belong to the dialect, lower-case names; never credentials
 * @param body UTF-8 JSON, where the headers say nothing else
 */
public record Wire(String path, Map<String, String> headers, byte[] body) {
    public Wire {
        headers = Map.copyOf(headers);
    }
}
