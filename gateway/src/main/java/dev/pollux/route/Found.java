package dev.pollux.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The targets of names that were asked for, in one edition of the catalogue. For many threads.
 *
 * <p>Clients choose names: only so many are kept, and none that is too long to be one.
 */
record Found(Edition edition, Map<String, Target> targets) {
    private static final int MOST = 1_000;

    Found(Edition edition) {
        this(edition, new ConcurrentHashMap<>());
    }

    /** @param search for a name that is not here */
    Target target(String name, Function<String, Target> search) {
        Target known = targets.get(name);
        if (known != null) {
            return known;
        }
        Target found = search.apply(name);
        if (name.length() <= Names.MAX_LENGTH) {
            if (targets.size() >= MOST) {
                targets.clear();
            }
            targets.put(name, found);
        }
        return found;
    }
}
