package dev.pollux.access;

/**
 * What somebody may use up; 0 is no limit.
 *
 * @param tokensPerMinute of the model's units of text, in and out
 * @param concurrency requests in work at one time
 * @param streams of these, at one time
 */
public record Quota(int requestsPerMinute, int requestsPerDay, int tokensPerMinute, int tokensPerDay,
        int concurrency, int streams) {
    public static final Quota UNLIMITED = new Quota(0, 0, 0, 0, 0, 0);

    public boolean isUnlimited() {
        return (requestsPerMinute | requestsPerDay | tokensPerMinute | tokensPerDay | concurrency | streams) == 0;
    }

    /** Whether it needs to be known how many tokens a request may cost. */
    public boolean countsTokens() {
        return tokensPerMinute > 0 || tokensPerDay > 0;
    }
}
