/**
 * What callers may use up: requests and tokens of a minute and of a day, and what runs at one time.
 *
 * <p>Level 3: imports {@code access}, {@code address} and {@code model}. A package of its own and no part of {@code access}, which decides
 * who comes in before a body is read, while limits need to know the model and follow an exchange to its end. Read {@link
 * dev.pollux.limits.Limits} first.
 */
@NullMarked
package dev.pollux.limits;

import org.jspecify.annotations.NullMarked;
