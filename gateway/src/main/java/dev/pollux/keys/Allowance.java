package dev.pollux.keys;

/**
 * Our own limits for one key, which keep it below the vendor's; 0 for no limit.
 *
 * @param requestsPerDay of the vendor's day
 * @param tokensPerMinute in and out
 * @param concurrency requests in work at the same time
 */
public record Allowance(int requestsPerMinute, int requestsPerDay, int tokensPerMinute, int concurrency) {
    public static final Allowance NONE = new Allowance(0, 0, 0, 0);
}
