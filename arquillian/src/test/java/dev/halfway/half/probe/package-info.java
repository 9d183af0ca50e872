/**
 * An application that does nothing but run transactions as it is told: it writes a row, sends
 * messages and ends as asked. {@link dev.halfway.half.probe.HalfProbe} is the test's end of it; all
 * else runs in the server.
 *
 * <p>Who compares rows with messages finds out what was lost or invented. The rows have no other
 * writer and the queue no other consumer.
 */
@NullMarked
package dev.halfway.half.probe;

import org.jspecify.annotations.NullMarked;
