package dev.pollux.model;

/**
 * A vendor's signature over its own reasoning, or that reasoning encrypted: returns to its vendor unchanged and goes to
 * nobody else.
 *
 * @param origin the dialect whose vendor set it
 * @param value opaque
 */
public record Seal(String origin, String value) {

    /** Whether the dialect may write this seal. */
    public boolean isOf(String dialect) {
        return origin.equals(dialect);
    }
}
