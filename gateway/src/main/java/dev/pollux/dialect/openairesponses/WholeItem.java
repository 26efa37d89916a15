package dev.pollux.dialect.openairesponses;

import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import tools.jackson.databind.node.ObjectNode;

/** An item that never comes in pieces: what a hosted tool did, a picture. */
final class WholeItem extends OutputItem {
    private final ObjectNode whole;

    /**
     * @param begun the item as it is told for the first time
     * @param whole the fields that it has in the end
     */
    WholeItem(Sequence sequence, int index, ObjectNode begun, ObjectNode whole, Extras extras, String mintedId) {
        super(sequence, index, begun, extras, mintedId);
        this.whole = whole;
    }

    @Override
    boolean takes(Block head) {
        return false;
    }

    @Override
    void open(Block head) {
        // told with the item
    }

    @Override
    void delta(String text) {
        // told with the item
    }

    @Override
    void close(Marks marks) {
        // told with the item
    }

    /** It keeps the status that its vendor gave it. */
    @Override
    void settle(boolean complete) {
        item().setAll(whole);
    }
}
