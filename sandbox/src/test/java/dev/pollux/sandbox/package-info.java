/** Tests of the sandbox on real sockets. */
@org.jspecify.annotations.NullMarked
package dev.pollux.sandbox;
