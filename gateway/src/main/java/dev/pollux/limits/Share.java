package dev.pollux.limits;

/** An account for as long as one exchange needs it. */
record Share(Account account, Runnable release) {
    /** Of an account that is always there. */
    static Share of(Account account) {
        return new Share(account, () -> {});
    }
}
