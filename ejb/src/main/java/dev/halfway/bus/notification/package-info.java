/**
 * The subsystem that was added later: it writes notices for the player. All of it is in this
 * package; neither the centre nor another subsystem knows of it, and the server's configuration has
 * no line for it: its subscription comes into being with its consumer.
 */
@NullMarked
package dev.halfway.bus.notification;

import org.jspecify.annotations.NullMarked;
