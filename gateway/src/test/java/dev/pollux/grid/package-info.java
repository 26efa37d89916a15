/**
 * The grid: every client's official library in front of every vendor's dialect. Nobody imports it. Read {@link
 * dev.pollux.grid.Scenario} first.
 */
@NullMarked
package dev.pollux.grid;

import org.jspecify.annotations.NullMarked;
