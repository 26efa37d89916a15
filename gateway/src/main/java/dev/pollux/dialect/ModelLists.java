package dev.pollux.dialect;

import dev.pollux.model.ModelCard;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The lists of models in one dialect. */
public interface ModelLists {

    /** The list for a client. */
    ObjectNode write(List<ModelCard> models);

    /** One model for a client. */
    ObjectNode write(ModelCard model);

    /** Where a vendor's list is, behind its base address; the longest page that there is. */
    String path();

    List<ModelCard> read(ObjectNode body);
}
