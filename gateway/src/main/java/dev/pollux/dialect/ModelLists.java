package dev.pollux.dialect;

import dev.pollux.model.ModelCard;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** The lists of models in one dialect. */
public interface ModelLists {

    /** The list for a client. */
    ObjectNode write(List<ModelCard> models);

    /**
     * The part of the list that a client asks for; all of it where the dialect knows no parts.
     *
     * @param models in the order of their names
     * @param parameters of the address, as this dialect names them
     * @throws dev.pollux.model.FailureException {@code INVALID} for a parameter that can mean nothing
     */
    default ObjectNode page(List<ModelCard> models, Map<String, String> parameters) {
        return write(models);
    }

    /** One model for a client. */
    ObjectNode write(ModelCard model);

    /** Where a vendor's list is, behind its base address; the longest page that there is. */
    String path();

    /** What a vendor wants to see in the head of that question, beside a key. */
    default Map<String, String> headers() {
        return Map.of();
    }

    List<ModelCard> read(ObjectNode body);
}
