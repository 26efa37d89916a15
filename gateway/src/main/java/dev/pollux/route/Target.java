package dev.pollux.route;

import dev.pollux.dialect.Dialect;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.vendor.Vendor;

import java.util.function.Supplier;

/**
 * A model at a vendor: where a request may go.
 *
 * @param name as it stands in headers and logs: {@code gemini/gemini-2.5-flash}
 */
public record Target(Vendor vendor, ModelFacts model, String name) {

    public Target(Vendor vendor, ModelFacts model) {
        this(vendor, model, vendor.name() + "/" + model.id());
    }

    /** The same target in that one of its dialects that suits a request of a client. */
    public Target towards(Dialect client, Supplier<Request> request) {
        Vendor spoken = vendor.towards(client, request, model);
        return spoken.equals(vendor) ? this : new Target(spoken, model, name);
    }
}
