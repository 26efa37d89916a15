package dev.pollux.route;

import dev.pollux.model.ModelCard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a model that can be asked for.
 *
 * @param aliases other names by which clients ask for it
 * @param retires when its vendor takes it out of service, in the past too
 * @param successor that answers in its place from then on
 * @param source who says that it is there: {@code catalogue}, {@code settings}, or a vendor's list
 */
public record Listing(ModelCard card, List<String> aliases, Optional<Instant> retires, Optional<String> successor,
        String source) {
    public Listing {
        aliases = List.copyOf(aliases);
    }

    static Listing of(ModelCard card, String source) {
        return new Listing(card, List.of(), Optional.empty(), Optional.empty(), source);
    }

    static Listing of(ModelCard card, Entry entry) {
        return new Listing(card, entry.aliases(), entry.retirement().map(Entry.Retirement::from),
                entry.retirement().flatMap(Entry.Retirement::successor), "catalogue");
    }
}
