package dev.pollux.route;

import dev.pollux.vendor.Vendor;

import java.util.List;

/** Which targets answer for a model's name. */
public final class Router {
    private final Catalogue catalogue;
    private final Vendor vendor;

    public Router(Catalogue catalogue, Vendor vendor) {
        this.catalogue = catalogue;
        this.vendor = vendor;
    }

    /**
     * The targets in the order in which they are tried, at least one.
     *
     * @throws dev.pollux.model.FailureException {@code NO_MODEL} if the name is unknown and unknown names are refused
     */
    public List<Target> route(String model) {
        return List.of(new Target(vendor, catalogue.resolve(model).facts()));
    }
}
