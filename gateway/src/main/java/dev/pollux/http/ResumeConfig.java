package dev.pollux.http;

import java.time.Duration;

/**
 * Which streams can be taken up again by a client that lost its connection, and what that may cost.
 *
 * @param always how long each stream waits for its client, zero for not at all
 * @param asked how long one waits whose client asks for that, zero for not at all
 * @param limit of what is kept of one stream, in bytes
 * @param streams that are kept at one time
 */
public record ResumeConfig(Duration always, Duration asked, long limit, int streams) {}
