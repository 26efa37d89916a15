/**
 * From the name of a model to what answers it: the catalogue of known models and what is known of each.
 *
 * <p>Level 4: imported by {@code upstream}, {@code exchange} and {@code http}; imports {@code model} and {@code json}.
 * Read {@link dev.pollux.route.Catalogue} first; its data is {@code models.json} beside it, whose form {@code
 * docs/models.md} tells.
 */
@NullMarked
package dev.pollux.route;

import org.jspecify.annotations.NullMarked;
