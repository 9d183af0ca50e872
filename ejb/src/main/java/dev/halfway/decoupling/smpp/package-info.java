/**
 * A link to an SMS centre over SMPP 3.4, and a simulated centre to try it against.
 *
 * <p>{@link dev.halfway.decoupling.smpp.SmsCentreLink} is the sending side, {@link
 * dev.halfway.decoupling.smpp.SmsCentreSimulator} the other one. Nothing here knows of a container;
 * threads come from the caller.
 */
@NullMarked
package dev.halfway.decoupling.smpp;

import org.jspecify.annotations.NullMarked;
