/**
 * Start, suspend and stop: the state of the server, and threads of our own that follow it.
 *
 * <p>Every wait ends when the server stops. Work on these threads goes on while the server is
 * suspended, when the server's own executors refuse it.
 *
 * <p>It keeps no state over a restart.
 *
 * <p>What a thread of our own calls is a CDI bean with {@link jakarta.transaction.Transactional},
 * and no enterprise bean. A call of an enterprise bean waits until all beans of the start are
 * there. If the deployment is stopped before that, the call waits for ever, and so does the server
 * (seen with WildFly 39: its interceptor that waits for the start runs inside the one that counts
 * the calls under way).
 */
@NullMarked
package dev.halfway.lifecycle;

import org.jspecify.annotations.NullMarked;
