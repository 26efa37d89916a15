package dev.pollux.observe;

import java.util.List;

/** The argument of a log event that stands for many lines: one for each exchange. */
record Batch(List<Ended> exchanges) {
    Batch {
        exchanges = List.copyOf(exchanges);
    }

    /** As people read it, for appenders that know nothing of batches. */
    @Override
    public String toString() {
        var lines = new StringBuilder();
        for (Ended ended : exchanges) {
            lines.append(lines.isEmpty() ? "" : "\n");
            HumanLines.append(ended.outcome(), lines);
        }
        return lines.toString();
    }
}
