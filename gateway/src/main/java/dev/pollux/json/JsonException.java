package dev.pollux.json;

/** Text that is no JSON, or JSON that is not what was expected at a place. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final Reason reason;

    /** Why the JSON was refused. */
    public enum Reason {
        /** The text is not JSON, or breaks a bound of {@link Json}. */
        MALFORMED,
        /** A field that must be there is not. */
        MISSING,
        /** A field has another type than it must have. */
        ILL_TYPED,
        /** A field has the right type and a value that is not allowed. */
        NOT_ALLOWED
    }

    public JsonException(Reason reason, String path, String message) {
        super(message);
        this.reason = reason;
        this.path = path;
    }

    /** The field in the words of its document, as {@code messages[0].content}; empty for the whole document. */
    public String path() {
        return path;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public Reason reason() {
        return reason;
    }
}
