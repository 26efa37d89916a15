package dev.pollux.route;

import dev.pollux.model.ModelFacts;
import dev.pollux.vendor.Vendor;

/** A model at a vendor: where a request may go. */
public record Target(Vendor vendor, ModelFacts model) {

    /** As it stands in headers and logs: {@code gemini/gemini-2.5-flash}. */
    public String name() {
        return vendor.name() + "/" + model.id();
    }
}
