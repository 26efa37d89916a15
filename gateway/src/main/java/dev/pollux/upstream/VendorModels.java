package dev.pollux.upstream;

import dev.pollux.dialect.Dialect;
import dev.pollux.json.Json;
import dev.pollux.keys.Lease;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelCard;
import dev.pollux.secret.Secret;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Intake.Head;
import dev.pollux.vendor.Vendor;

import java.util.HashSet;
import java.util.List;

/** Asks vendors what models they have. */
public final class VendorModels {
    private final HttpCalls calls;

    VendorModels(HttpCalls calls) {
        this.calls = calls;
    }

    /**
     * A vendor's own list, by the first of its keys that it does not refuse.
     *
     * @throws FailureException that of the last key
     */
    public List<ModelCard> of(Vendor vendor) {
        var refused = new HashSet<Integer>();
        while (true) {
            // a name that is no model's: the quota of no model is touched
            Lease lease = vendor.keys().lease("", () -> 0, refused)
                    .orElseThrow(() -> new FailureException(vendor.keys().noneFit("")));
            try (lease) {
                List<ModelCard> models = of(vendor, lease.secret());
                lease.succeeded();
                return models;
            } catch (FailureException e) {
                lease.failed(e.failure());
                refused.add(lease.number());
                if (e.failure().kind() != Failure.Kind.KEY_REFUSED || refused.size() == vendor.keys().size()) {
                    throw e;
                }
            }
        }
    }

    /**
     * The list by one of the keys, whatever is known of it: shows whether the vendor accepts it.
     *
     * @throws FailureException if it does not, or cannot be asked
     */
    public List<ModelCard> of(Vendor vendor, Secret key) {
        Dialect dialect = vendor.dialect();
        try (HttpCall call = calls.open()) {
            call.send(vendor, vendor.list(), key.reveal());
            Head head = call.head();
            byte[] body = call.rest();
            if (head.status() != 200) {
                throw new FailureException(Refusals.read(head, dialect, body).mapText(key::maskIn));
            }
            return Threads.on(body.length, () -> dialect.models().read(Json.object(body)));
        }
    }
}
