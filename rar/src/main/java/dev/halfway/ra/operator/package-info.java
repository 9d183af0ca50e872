/**
 * What operators see and decide: messages in doubt, their bodies, decisions about them, and alarms
 * for what is found in the queues.
 *
 * <p>Looking takes no message away. A decision goes through the marker store first: the row that is
 * there prevails, and the caller is told.
 *
 * <p>This package decides nothing by itself and runs no threads.
 */
@NullMarked
package dev.halfway.ra.operator;

import org.jspecify.annotations.NullMarked;
