package dev.pollux.sandbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A sandbox that is open while the tests of a class run, and a client of it. */
@SuppressWarnings("NullAway.Init")
abstract class Opened {
    static Sandbox sandbox;
    static Client client;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.start("127.0.0.1", 0);
        client = Client.of(sandbox);
    }

    @AfterAll
    static void close() {
        client.close();
        sandbox.close();
    }
}
