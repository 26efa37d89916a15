package dev.pollux.vendor.quirk;

import dev.pollux.model.Losses;
import dev.pollux.model.Thinking;
import tools.jackson.databind.node.ObjectNode;

/** One way in which a vendor's chat completions deviate from OpenAI's: a change to the body of a request. */
public interface Quirk {

    /** Changes the body where the vendor would refuse or misread it. */
    void apply(ObjectNode body, Case about);

    /**
     * The request at hand.
     *
     * @param model the vendor's name of it
     * @param thinking what the client asked for; the default where the body came from the client as it is
     * @param losses gets what the vendor cannot be told
     */
    record Case(String model, Thinking thinking, Losses losses) {}
}
