package dev.pollux.http;

import java.time.Duration;

/**
 * What clients may take up.
 *
 * @param connections open at one time
 * @param connectionsPerAddress open at one time from one address; loopback may have all
 * @param requests in work at one time
 * @param line of a request, in bytes
 * @param head all fields of a request's head together, in bytes
 * @param fields of a request's head
 * @param body of a request, in bytes
 * @param bodyRate least bytes a second of a body, once {@code headTime} has passed
 * @param headTime for a head to arrive, from the connection's beginning or from the head's first byte
 * @param bodyTime from the end of the head to the end of the body
 * @param keepAlive how long a connection may be open with nothing to do
 * @param writeStall how long a client may take nothing of what waits for it
 * @param linger how long a client may go on sending that has its refusal already
 * @param lingerBytes how much it may send meanwhile
 */
public record Limits(int connections, int connectionsPerAddress, int requests, int line, int head, int fields, int body,
        int bodyRate, Duration headTime, Duration bodyTime, Duration keepAlive, Duration writeStall,
        Duration linger, long lingerBytes) {}
