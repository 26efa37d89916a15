/**
 * JMH benchmarks of the hot path: what one frame and one request cost. The load measurement is {@code bench/run}.
 *
 * <p>Run: {@code mvn -q package -DskipTests} and then, with a Java 25, {@code java -cp
 * "bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main}.
 */
@NullMarked
package dev.pollux.bench;

import org.jspecify.annotations.NullMarked;
