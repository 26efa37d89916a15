/**
 * Accounts in the place of keys: what a service is shown for them changes from hour to hour.
 *
 * <p>Google's library is loaded by {@link dev.pollux.account.ServiceAccount}, and so only where one is configured. Imports
 * {@code thread}, {@code secret}, {@code network} and {@code model}.
 */
@NullMarked
package dev.pollux.account;

import org.jspecify.annotations.NullMarked;
