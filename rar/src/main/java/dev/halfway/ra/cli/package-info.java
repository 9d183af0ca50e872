/**
 * The adapter's management on the command line of a server's machine, for servers whose own command
 * line does not reach MXBeans. Not used inside a server.
 *
 * <p>Knows nothing of the adapter but where its MXBean is: what there is to see and to do, and what
 * each parameter means, the bean says itself.
 */
@NullMarked
package dev.halfway.ra.cli;

import org.jspecify.annotations.NullMarked;
