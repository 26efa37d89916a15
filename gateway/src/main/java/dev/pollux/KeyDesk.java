package dev.pollux;

import dev.pollux.http.OurKeys;
import dev.pollux.keys.KeyPool;
import dev.pollux.observe.KeyStates;
import dev.pollux.vendor.Vendor;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** The keys of all services, as they are shown and reset from outside. */
record KeyDesk(List<Vendor> vendors) implements OurKeys {
    KeyDesk {
        vendors = List.copyOf(vendors);
    }

    @Override
    public ObjectNode states() {
        return KeyStates.of(vendors.stream().map(Vendor::keys).map(KeyPool::report).flatMap(List::stream).toList());
    }

    @Override
    public Optional<ObjectNode> reset(String upstream, int number) {
        return vendors.stream().filter(vendor -> vendor.name().equals(upstream)).findFirst()
                .flatMap(vendor -> vendor.keys().revive(number)).map(report -> KeyStates.of(List.of(report)));
    }
}
