package dev.pollux.sandbox;

/** A sandbox that could not start; its message is one sentence for the person who asked for it. */
public final class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
