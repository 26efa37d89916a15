package dev.pollux.exchange;

import dev.pollux.dialect.Parcel;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Those headers of a vendor's answer that its client gets to see; addresses of the vendor become ours. */
final class PassedHeaders {
    /** The gateway says these itself, or the vendor means its own domain. */
    private static final Set<String> KEPT = Set.of("set-cookie", "set-cookie2", "alt-svc", "server", "date",
            "x-request-id", "strict-transport-security", "www-authenticate");
    private static final Set<String> ADDRESSES = Set.of("location", "x-goog-upload-url", "x-goog-upload-control-url");

    private PassedHeaders() {}

    /**
     * @param there the vendor's address without the version of its API
     * @param here ours
     */
    static List<Map.Entry<String, String>> of(List<Map.Entry<String, String>> headers, String there, String here) {
        var passed = new ArrayList<Map.Entry<String, String>>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (ADDRESSES.contains(name)) {
                passed.add(Map.entry(name, ours(header.getValue(), there, here)));
            } else if (!KEPT.contains(name) && !Parcel.OF_ONE_CONNECTION.contains(name)
                    && !name.startsWith("access-control-") && !name.startsWith("x-pollux-")) {
                passed.add(Map.entry(name, header.getValue()));
            }
        }
        return passed;
    }

    private static String ours(String address, String there, String here) {
        if (address.startsWith(there + "/")) {
            return here + address.substring(there.length());
        }
        if (address.startsWith("/")) {
            return address;
        }
        throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_ERROR,
                "The upstream sends its client to another server; that is not followed."));
    }
}
