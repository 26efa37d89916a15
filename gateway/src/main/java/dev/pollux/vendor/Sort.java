package dev.pollux.vendor;

import dev.pollux.vendor.quirk.Quirk;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of the table: what all services of a vendor have in common.
 *
 * @param owner of the models that it makes, in the words of the catalogue
 * @param base its own address
 * @param hosts by which its addresses are known: {@code *.host} with anything before, {@code *:port} by the port alone
 * @param path where a base address without a path leads
 * @param dialect its usual one
 * @param chat whether it speaks chat completions beside it
 * @param auth how a key is shown in its usual dialect
 * @param keyless whether it answers without a key
 * @param lists whether it tells its models
 * @param links whether it fetches the files that a request names by address
 * @param quirks of its chat completions
 * @param aside quirks of what is asked beside conversations, by its path
 * @param vectors items of one request for vectors
 */
record Sort(String name, String owner, Optional<URI> base, List<String> hosts, String path, String dialect,
        boolean chat, Vendor.Auth auth, boolean keyless, boolean lists, boolean links,
        List<Quirk> quirks, Map<String, List<Quirk>> aside, OptionalInt vectors) {
    Sort {
        hosts = List.copyOf(hosts);
        quirks = List.copyOf(quirks);
        aside = Map.copyOf(aside);
    }

    /** Whether an address is one of this vendor. */
    boolean has(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return hosts.stream().anyMatch(known -> known.startsWith("*:")
                ? known.equals("*:" + address.getPort())
                : known.startsWith("*") ? host.endsWith(known.substring(1)) : host.equals(known));
    }
}
