package dev.pollux.route;

/** A file of models that cannot be used: which file, where in it, and why. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String place;
    private final String reason;

    CatalogueException(String file, String place, String reason) {
        super(file + (place.isEmpty() ? ": " : ": " + place + ": ") + reason);
        this.file = file;
        this.place = place;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    /** The field in its document, as {@code models["my-model"].retires.on}; empty for the whole document. */
    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
