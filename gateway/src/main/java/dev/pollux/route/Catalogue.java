package dev.pollux.route;

import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelCard;
import dev.pollux.model.ModelCard.Ability;
import dev.pollux.model.ModelFacts;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All models that are known: from our own file, the user's, and the vendor's list where the vendor could be asked.
 *
 * <p>For use by many threads.
 */
public final class Catalogue {
    /** Models of a vendor's list; what is beyond is left out. */
    public static final int MAX_UPSTREAM = 5_000;

    private final Shelf shelf;
    private final Options options;
    private final InstantSource clock;
    private final Map<String, Map<String, ModelCard>> lists = new ConcurrentHashMap<>();
    private final Set<Instant> retirements;
    private volatile Map<String, ModelCard> upstream = Map.of();
    private volatile Edition edition;
    private volatile Offer offer = new Offer(Optional.empty(), Map.of());

    /**
     * How names are treated.
     *
     * @param strict an unknown name is refused here, not by the vendor
     * @param successors a retired model is answered by its successor
     */
    public record Options(boolean strict, boolean successors) {}

    /**
     * What of the catalogue can be asked here.
     *
     * @param owners whose models are served; empty for all
     * @param aliases more names for clients, each with the model behind it
     */
    private record Offer(Optional<Set<String>> owners, Map<String, String> aliases) {}

    private Catalogue(Shelf shelf, Options options, InstantSource clock) {
        this.shelf = shelf;
        this.options = options;
        this.clock = clock;
        this.retirements = shelf.entries().values().stream().flatMap(entry -> entry.retirement().stream())
                .map(Entry.Retirement::from).collect(Collectors.toUnmodifiableSet());
        this.edition = new Edition(retirements, clock.instant());
    }

    /**
     * Reads our file and lays the user's over it.
     *
     * @param clock by which models retire
     * @throws CatalogueException for a file that cannot be used
     */
    public static Catalogue load(Optional<Path> overrides, Options options, InstantSource clock) {
        return new Catalogue(ShelfReader.read(overrides), options, clock);
    }

    /** The model for those who name none. */
    public String defaultModel() {
        return shelf.defaultModel();
    }

    /**
     * The model behind a name.
     *
     * @throws FailureException {@code INVALID} for what can be no name, {@code NO_MODEL} for an unknown one if strict
     */
    public Resolved resolve(String asked) {
        String name = Names.plain(asked);
        Optional<Entry> known = shelf.find(name);
        if (known.isPresent()) {
            Entry entry = known.get();
            Entry serving = serving(entry);
            if (!serving.id().equals(entry.id())) {
                return new Resolved(asked, facts(serving.id(), serving.profile()), true);
            }
            if (!options.strict || upstream.containsKey(name) || !entry.retiredAt(clock.instant())) {
                // Where the vendor itself lists an alias, it knows better where the alias leads today.
                String id = upstream.containsKey(name) ? name : entry.id();
                return new Resolved(asked, facts(id, entry.profile()), false);
            }
        } else if (!options.strict || upstream.containsKey(name)) {
            return new Resolved(asked, facts(name, shelf.nearest(name)), false);
        }
        throw new FailureException(Failure.of(Kind.NO_MODEL,
                "The model `" + name + "` does not exist or you do not have access to it.")
                .withParam("model").withCode("model_not_found"));
    }

    /** What is known of a model that goes to its vendor under this very name. */
    public ModelFacts facts(String id) {
        String name = Names.plain(id);
        return facts(id, shelf.find(name).map(Entry::profile).orElseGet(() -> shelf.nearest(name)));
    }

    /** Who makes a model, as far as its name tells. */
    public Optional<String> owner(String asked) {
        String name = Names.strip(asked);
        return shelf.find(name).map(Entry::profile).orElseGet(() -> shelf.nearest(name)).owner();
    }

    /** The upstream whose list has a name. */
    public Optional<String> upstreamOf(String asked) {
        String name = Names.strip(asked);
        return lists.entrySet().stream().filter(list -> list.getValue().containsKey(name)).map(Map.Entry::getKey)
                .sorted().findFirst();
    }

    /**
     * Says what can be asked here.
     *
     * @param owners whose models of our file are shown
     * @param aliases more names to show, each with the name of the model behind it
     */
    void offer(Set<String> owners, Map<String, String> aliases) {
        offer = new Offer(Optional.of(Set.copyOf(owners)), Map.copyOf(aliases));
    }

    /** The models for a list, by name: all that are served, and the retired ones that the file wants listed. */
    public List<ModelCard> cards() {
        Instant now = clock.instant();
        var cards = new TreeMap<String, ModelCard>(upstream);
        for (Entry entry : shelf.entries().values()) {
            if (!offered(entry)) {
                continue;
            }
            if (entry.listed().orElse(!entry.retiredAt(now)) && served(entry, now)) {
                cards.put(entry.id(), known(entry, entry.id()));
            } else {
                cards.remove(entry.id());
            }
        }
        offer.aliases.forEach((alias, model) -> cards.put(alias, alias(alias, model)));
        return List.copyOf(cards.values());
    }

    /** What is known of every model that can be asked for, by name: the retired ones too, whether listed or not. */
    public List<Listing> listings() {
        var listings = new TreeMap<String, Listing>();
        new TreeMap<>(lists).forEach((vendor, cards) -> cards
                .forEach((name, card) -> listings.putIfAbsent(name, Listing.of(card, "list of " + vendor))));
        shelf.entries().values().stream().filter(this::offered)
                .forEach(entry -> listings.put(entry.id(), Listing.of(known(entry, entry.id()), entry)));
        offer.aliases.forEach((alias, model) -> listings.put(alias, Listing.of(alias(alias, model), "settings")));
        return List.copyOf(listings.values());
    }

    /** One model under any of its names, listed or not. */
    public Optional<ModelCard> card(String id) {
        String name = Names.strip(id);
        String model = offer.aliases.get(id);
        if (model != null) {
            return Optional.of(alias(id, model));
        }
        Optional<Entry> entry = shelf.find(name).filter(this::offered);
        return entry.isPresent()
                ? entry.filter(one -> served(one, clock.instant())).map(one -> known(one, name))
                : Optional.ofNullable(upstream.get(name));
    }

    /** Takes the list of the only vendor in the place of the one before. */
    public void merge(List<ModelCard> list) {
        merge("", list);
    }

    /** Takes a vendor's list in the place of its one before; of a model that two list, the first name's card counts. */
    public void merge(String vendor, List<ModelCard> list) {
        var cards = new LinkedHashMap<String, ModelCard>();
        for (ModelCard card : list) {
            String name = Names.strip(card.id());
            if (Names.usable(name) && cards.size() < MAX_UPSTREAM) {
                cards.putIfAbsent(name, new ModelCard(name, card.title(), card.owner(), card.created(),
                        card.inputTokens(), card.outputTokens(), card.abilities()));
            }
        }
        lists.put(vendor, Map.copyOf(cards));
        join();
    }

    /** Takes the lists that another one has of some vendors, until they are asked again. */
    public void inherit(Catalogue before, Collection<String> vendors) {
        before.lists.forEach((vendor, list) -> {
            if (vendors.contains(vendor)) {
                lists.put(vendor, list);
            }
        });
        join();
    }

    private synchronized void join() {
        var all = new HashMap<String, ModelCard>();
        new TreeMap<>(lists).values().forEach(one -> one.forEach(all::putIfAbsent));
        upstream = Map.copyOf(all);
        edition = new Edition(retirements, clock.instant()); // only now: whoever has seen it sees the list too
    }

    /** The one that holds now: whoever has asked for it before he asks of a name may keep the answer as long as it does. */
    Edition edition() {
        Edition now = edition;
        Instant moment = clock.instant();
        if (!now.holds(moment)) {
            now = new Edition(retirements, moment);
            edition = now;
        }
        return now;
    }

    private boolean offered(Entry entry) {
        return offer.owners.isEmpty() || entry.profile().owner().map(offer.owners.get()::contains).orElse(true);
    }

    /** A card under a name of the settings, with what is known of the model behind it. */
    private ModelCard alias(String alias, String model) {
        String name = Names.strip(model);
        return shelf.find(name).map(entry -> known(entry, alias))
                .orElseGet(() -> {
                    ModelCard card = upstream.get(name);
                    return card == null
                            ? new ModelCard(alias, Optional.empty(), owner(name).orElse("unknown"), 0,
                                    OptionalLong.empty(), OptionalInt.empty(), Set.of(Ability.CHAT))
                            : new ModelCard(alias, card.title(), card.owner(), card.created(), card.inputTokens(),
                                    card.outputTokens(), card.abilities());
                });
    }

    private Entry serving(Entry entry) {
        Instant now = clock.instant();
        Entry serving = entry;
        while (options.successors && serving.successorAt(now).isPresent()) {
            serving = shelf.find(serving.successorAt(now).get()).orElseThrow();
        }
        return serving;
    }

    private boolean served(Entry entry, Instant now) {
        return !entry.retiredAt(now) || (options.successors && entry.successorAt(now).isPresent());
    }

    private ModelFacts facts(String id, Profile profile) {
        return limited(profile, id).facts(id);
    }

    private ModelCard known(Entry entry, String name) {
        return entry.withProfile(limited(entry.profile(), name)).card(name);
    }

    /** What the vendor says of a model's limits counts where the file says nothing. */
    private Profile limited(Profile profile, String id) {
        ModelCard card = upstream.get(id);
        return card == null ? profile : profile.within(card);
    }
}
