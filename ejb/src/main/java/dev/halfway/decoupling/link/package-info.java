/**
 * The link to an SMS centre over SMPP 3.4, which sends messages and receives their receipts. {@link
 * dev.halfway.decoupling.link.SmsCentreLink} is where to start.
 *
 * <p>A message whose answer was lost counts as of unknown outcome: it is never submitted again by
 * itself. Nothing here knows of a container; threads come from the caller.
 */
@NullMarked
package dev.halfway.decoupling.link;

import org.jspecify.annotations.NullMarked;
