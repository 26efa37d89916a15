package dev.pollux.route;

import dev.pollux.dialect.Dialect;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.vendor.Vendor;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Which targets answer for a model's name.
 *
 * <p>The first of these that fits: a route for exactly this name; an upstream's name in front of a slash; the route of
 * the pattern that says most; the only upstream; the upstream of the vendor that makes the model; the upstream that
 * lists it; the settings' default.
 */
public final class Router {
    private static final int MOST_STEPS = 8;

    private final Catalogue catalogue;
    private final Map<String, Vendor> vendors = new LinkedHashMap<>();
    private final Optional<Vendor> only;
    private final Map<String, Route> exact = new LinkedHashMap<>();
    private final List<Route> patterns = new ArrayList<>();
    private final Optional<String> fallback;
    private final Set<String> suffixes;
    private final DoubleSupplier random;
    private volatile Found found;

    /** One vendor answers for every name. */
    public Router(Catalogue catalogue, Vendor vendor) {
        this(catalogue, List.of(vendor), RouteConfig.NONE, () -> 0);
    }

    /**
     * @param vendors at least one, each with a name of its own
     * @param random from 0 to below 1, for routes with weights
     */
    public Router(Catalogue catalogue, List<Vendor> vendors, RouteConfig config, DoubleSupplier random) {
        this.catalogue = catalogue;
        vendors.forEach(vendor -> this.vendors.put(vendor.name(), vendor));
        this.only = vendors.size() == 1 ? Optional.of(vendors.getFirst()) : Optional.empty();
        this.fallback = config.fallback();
        this.suffixes = config.suffixes();
        this.random = random;
        this.found = new Found(catalogue.edition());
        config.aliases().forEach((name, model) -> exact.put(name, Route.of(name, List.of(model))));
        config.routes().forEach((pattern, targets) -> {
            Route route = Route.of(pattern, targets);
            if (route.isPattern()) {
                patterns.add(route);
            } else {
                exact.put(pattern, route);
            }
        });
        patterns.sort(Comparator.comparingInt(Route::exactness).reversed());
        var aliases = new LinkedHashMap<String, String>();
        exact.forEach((name, route) -> aliases.put(name, withoutUpstream(route.ways().getFirst().target())));
        catalogue.offer(owners(), aliases);
    }

    /**
     * The targets in the order in which they are tried, at least one.
     *
     * @throws FailureException {@code NO_MODEL} if no upstream is known for the name, {@code INVALID} for what can be
     *         no name
     */
    public List<Target> route(String model) {
        var targets = new ArrayList<Target>(2);
        lead(wishes(model).map(Wishes::model).orElse(model), targets, Set.of());
        return List.copyOf(targets);
    }

    /** What stands behind the name of a model, where that is understood and is no part of the name. */
    public Optional<Wishes> wishes(String model) {
        return suffixes.isEmpty() ? Optional.empty() : Wishes.in(model, suffixes, this::isKnown);
    }

    private boolean isKnown(String model) {
        return exact.containsKey(model) || catalogue.card(withoutUpstream(model)).isPresent();
    }

    /** The vendors that speak a dialect and can be asked, in the order of the settings. */
    public List<Vendor> speakers(Dialect dialect) {
        return vendors.values().stream().filter(vendor -> vendor.takesBytesOf(dialect) && vendor.hasKey()).toList();
    }

    /** @param steps names that have been followed, so that no two routes lead to each other for ever */
    private void lead(String model, List<Target> targets, Set<String> steps) {
        Route route = routeOf(model);
        if (route != null && steps.size() < MOST_STEPS && !steps.contains(route.pattern())) {
            var further = new HashSet<>(steps);
            further.add(route.pattern());
            route.order(random).forEach(next -> lead(next, targets, further));
            return;
        }
        Target target = found().target(model, this::target);
        if (!targets.contains(target)) { // of so few, and without the hash of all that a vendor is
            targets.add(target);
        }
    }

    private Found found() {
        Found now = found;
        Edition edition = catalogue.edition();
        if (!now.edition().equals(edition)) {
            now = new Found(edition);
            found = now;
        }
        return now;
    }

    /** The route of the settings for a name. */
    private @Nullable Route routeOf(String model) {
        Route route = exact.get(model);
        if (route == null && named(model).isEmpty()) {
            for (Route pattern : patterns) {
                if (pattern.matches(model)) {
                    return pattern;
                }
            }
        }
        return route;
    }

    private Target target(String model) {
        Optional<Vendor> named = named(model);
        if (named.isPresent()) {
            return at(named.get(), withoutUpstream(model));
        }
        Optional<Vendor> vendor = only.isPresent()
                ? only
                : maker(model).or(() -> catalogue.upstreamOf(model).map(vendors::get));
        if (vendor.isPresent()) {
            return at(vendor.get(), model);
        }
        String last = fallback.filter(name -> !name.equals(model)).orElseThrow(() -> new FailureException(Failure
                .of(Failure.Kind.NO_MODEL, "No upstream is known for the model `" + model
                        + "`. It can be named in front of the model, as in `" + vendors.keySet().iterator().next()
                        + "/" + model + "`, or by a route in the settings.")
                .withParam("model").withCode("model_not_found")));
        Vendor whole = vendors.get(last);
        if (whole != null) {
            return at(whole, model); // an upstream alone is told the name that the client used
        }
        return named(last).isPresent()
                ? target(last)
                : at(maker(last).orElseGet(() -> vendors.values().iterator().next()), last);
    }

    private Optional<Vendor> maker(String model) {
        return catalogue.owner(model).flatMap(owner -> vendors.values().stream()
                .filter(vendor -> vendor.terms().owner().equals(owner)).findFirst());
    }

    /** Our catalogue's successors and refusals are about Gemini's own names; elsewhere the name goes out as it is. */
    private Target at(Vendor vendor, String model) {
        return new Target(vendor, vendor.terms().owner().equals("google")
                ? catalogue.resolve(model).facts()
                : catalogue.facts(model));
    }

    private Optional<Vendor> named(String model) {
        int slash = model.indexOf('/');
        return slash < 1 || slash == model.length() - 1
                ? Optional.empty()
                : Optional.ofNullable(vendors.get(model.substring(0, slash)));
    }

    private String withoutUpstream(String model) {
        return named(model).isPresent() ? model.substring(model.indexOf('/') + 1) : model;
    }

    private Set<String> owners() {
        var owners = new LinkedHashSet<String>();
        vendors.values().forEach(vendor -> owners.add(vendor.terms().owner()));
        return owners;
    }
}
