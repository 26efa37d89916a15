/**
 * Scripted behaviour by model name, faults included, and how it is played on a socket. Imports only {@code wire}; vendors and
 * {@code Sandbox} import it. Read {@link dev.pollux.sandbox.scenario.Director} first.
 */
@NullMarked
package dev.pollux.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
