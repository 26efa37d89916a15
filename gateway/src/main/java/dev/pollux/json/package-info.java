/**
 * JSON on the wire: parsing within bounds, writing, and {@link dev.pollux.json.Fields}, which reads an object and knows
 * what nobody read.
 *
 * <p>Level 0: everybody may import it, it imports nothing of Pollux but {@code thread}. Read {@link dev.pollux.json.Fields} first.
 */
@NullMarked
package dev.pollux.json;

import org.jspecify.annotations.NullMarked;
