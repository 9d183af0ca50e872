/**
 * How tests break things at the moment that matters: a network between two programs that loses,
 * delays or cuts, down to the one message that asks for a commit; and points inside the server's
 * code at which it can be made to wait, to fail or to die. What they break is real: real programs,
 * real sockets, real signals.
 */
@NullMarked
package dev.halfway.fault;

import org.jspecify.annotations.NullMarked;
