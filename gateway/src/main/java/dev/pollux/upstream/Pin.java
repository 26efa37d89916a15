package dev.pollux.upstream;

import dev.pollux.secret.Secret;
import dev.pollux.vendor.Vendor;

/**
 * The one key that will do: a thing that was made with it is shown to no other.
 *
 * @param vendor by name
 * @param key itself: its number may be another after the settings were read again
 */
public record Pin(String vendor, Secret key) {

    /** @param number of one of the vendor's keys */
    public static Pin of(Vendor vendor, int number) {
        return new Pin(vendor.name(), vendor.keys().keys().get(number - 1).secret());
    }
}
