package dev.pollux.sandbox;

/** The sandbox server. */
public final class Sandbox {
    private Sandbox() {}
}
