/**
 * Scenario 1, decoupling: work that used to be done inside the request is done after it.
 *
 * <p>A registration used to send its SMS before it answered: as slow as the SMS centre, and down
 * with it. Now the user's row and the message "send the SMS" are committed together, the answer
 * follows at once, and a consumer of its own delivers the SMS over SMPP.
 *
 * <p>Guaranteed: there is a message if and only if there is a row, whatever dies and when, and it
 * comes at most seconds later than the server comes back; while the SMS centre is down messages
 * wait and use up no attempts; a message delivered twice sends one SMS; what the centre refuses, or
 * fails for any other reason, is tried again with growing delay, then stands in the dead letters,
 * and the registration says why.
 *
 * <p>Not guaranteed, because SMPP has no transaction: if the connection or the server dies between
 * the centre's accepting an SMS and our commit, the SMS goes out a second time. It is never lost.
 */
@NullMarked
package dev.halfway.decoupling;

import org.jspecify.annotations.NullMarked;
