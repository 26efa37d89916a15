/**
 * Accounts in the place of keys: what a service is shown for them changes from hour to hour.
 *
 * <p>Google's library gives what is shown. Imports {@code thread}, {@code secret}, {@code network}, {@code cloud} and
 * {@code model}.
 */
@NullMarked
package dev.pollux.account;

import org.jspecify.annotations.NullMarked;
