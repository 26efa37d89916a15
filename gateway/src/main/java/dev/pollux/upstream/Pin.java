package dev.pollux.upstream;

/**
 * The one key that will do: a thing that was made with it is shown to no other.
 *
 * @param vendor by name
 * @param key its number
 */
public record Pin(String vendor, int key) {}
