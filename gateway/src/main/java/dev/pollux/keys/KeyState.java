package dev.pollux.keys;

import java.time.Instant;

/** How a key is. Nothing lasts: whatever is over is tried again by one request before all may use the key. */
public sealed interface KeyState {

    /** It may be used. */
    record Ready() implements KeyState {}

    /** It is left alone for a time. */
    record Resting(Instant until, Why why) implements KeyState {}

    /** It is out of service; at {@code probe} one request tries it again. */
    record Dead(Why why, Instant probe) implements KeyState {}
}
