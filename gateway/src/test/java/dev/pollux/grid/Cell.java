package dev.pollux.grid;

import dev.pollux.AnyVendor;
import dev.pollux.sandbox.Sandbox;

import java.net.URI;
import java.util.Map;

/** One program in front of one vendor, doing one thing. */
record Cell(Library library, Behind behind, Scenario scenario, boolean streamed) {
    private static final Map<String, String> STRICT = Map.of("x-pollux-strict", "1");

    /** Plays the scenario and shows that nothing was lost: the gateway is told to refuse what it would lose. */
    void prove(AnyVendor gateway) {
        URI address = URI.create(gateway.address());
        try (Client strict = library.connect(address, STRICT)) {
            play(strict, gateway.sandbox());
        }
        if (passesBytes()) {
            Passage.prove(this, gateway.sandbox(), address);
        }
    }

    void play(Client client, Sandbox vendor) {
        scenario.play(new Stage(client, library, behind, streamed, vendor));
    }

    /** What the document says. */
    String words() {
        return (passesBytes() ? "yes, byte for byte" : "yes")
                + scenario.shortfall(library, behind).map(words -> "; " + words).orElse("");
    }

    /** Whether client and vendor speak the same dialect and the vendor answers. */
    boolean passesBytes() {
        return library.isSpokenBy(behind) && scenario.isAnswered();
    }

    @Override
    public String toString() {
        return "%s in front of %s: %s, %s".formatted(library.title(), behind.title(), scenario.title(),
                streamed ? "streamed" : "whole");
    }
}
