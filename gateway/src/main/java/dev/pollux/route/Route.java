package dev.pollux.route;

import dev.pollux.model.Glob;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Where a name, or every name of a pattern, leads.
 *
 * @param pattern in which {@code *} stands for anything
 * @param ways in the order of the settings
 */
record Route(String pattern, List<Way> ways) {

    /** @param weight how often it comes first, in proportion to the others; 0 where the order is fixed */
    record Way(String target, int weight) {}

    static Route of(String pattern, List<String> targets) {
        var ways = new ArrayList<Way>(targets.size());
        boolean weighted = targets.stream().anyMatch(target -> target.contains("="));
        for (String target : targets) {
            String[] parts = target.split("=", 2);
            ways.add(new Way(parts[0], parts.length == 2 ? Integer.parseInt(parts[1]) : weighted ? 1 : 0));
        }
        return new Route(pattern, List.copyOf(ways));
    }

    boolean isPattern() {
        return new Glob(pattern).isPattern();
    }

    boolean matches(String name) {
        return new Glob(pattern).matches(name);
    }

    /** Characters that a name must have. */
    int exactness() {
        return pattern.replace("*", "").length();
    }

    /** The targets in the order in which they are tried: the first drawn by weight, the others as they stand. */
    List<String> order(DoubleSupplier random) {
        var order = new ArrayList<String>(ways.stream().map(Way::target).toList());
        double left = random.getAsDouble() * ways.stream().mapToInt(Way::weight).sum();
        for (Way way : ways) {
            left -= way.weight();
            if (left < 0) {
                order.remove(way.target());
                order.addFirst(way.target());
                break;
            }
        }
        return order;
    }
}
