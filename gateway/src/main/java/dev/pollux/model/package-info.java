/**
 * The one conversation in the middle: what every dialect reads into and writes out of.
 *
 * <p>Level 1: imports only {@code json}; knows no dialect, no vendor and no socket. Read {@link dev.pollux.model.Request}
 * for what is asked, {@link dev.pollux.model.Event} for what is answered, {@link dev.pollux.model.Block} for what both
 * are made of. Three rules hold everywhere:
 * <ul>
 * <li>What two dialects share is a component of a record here. What only one knows stays in {@link
 * dev.pollux.model.Extras}, which that dialect alone writes back; every other writer reports it in {@link
 * dev.pollux.model.Losses}.
 * <li>An answer is a sequence of {@link dev.pollux.model.Event}; the whole answer is its {@link dev.pollux.model.Fold}.
 * <li>What goes wrong is a {@link dev.pollux.model.Failure}, carried by {@link dev.pollux.model.FailureException}.
 * </ul>
 */
@NullMarked
package dev.pollux.model;

import org.jspecify.annotations.NullMarked;
