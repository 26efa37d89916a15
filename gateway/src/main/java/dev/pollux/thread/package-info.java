/**
 * Where the code of an exchange runs. Imports nothing of ours; any package may import it. Read {@link
 * dev.pollux.thread.Threads} first.
 */
@NullMarked
package dev.pollux.thread;

import org.jspecify.annotations.NullMarked;
