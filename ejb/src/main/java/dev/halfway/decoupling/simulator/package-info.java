/**
 * A simulated SMS centre, to try the link against. {@link
 * dev.halfway.decoupling.simulator.SmsCentreSimulator} is where to start.
 *
 * <p>It listens on a port, so it trusts nobody: it limits what is read, how long a connection may
 * take to log in, and how many sessions there are. Nothing here knows of a container; threads come
 * from the caller.
 */
@NullMarked
package dev.halfway.decoupling.simulator;

import org.jspecify.annotations.NullMarked;
