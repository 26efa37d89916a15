package dev.pollux.http;

import tools.jackson.databind.node.ObjectNode;

/** What can be done with our own settings from outside. */
public interface OurSettings {

    /**
     * Reads them again, all or nothing; may take a while.
     *
     * @return which have changed
     * @throws dev.pollux.model.FailureException {@code INVALID} with all that is wrong; nothing has changed then
     */
    ObjectNode readAgain();
}
