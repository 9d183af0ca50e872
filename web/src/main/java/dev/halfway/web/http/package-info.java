/**
 * How requests come in and answers go out, whatever they are about.
 *
 * <p>No thread waits for the network: who sends a body byte by byte, or does not read an answer,
 * costs a connection and some memory, both bounded, and keeps nobody else from being answered. By
 * Servlet 6.0 (sections 2.3.3.3 and 3.7) alone, so that it holds on every server.
 */
@NullMarked
package dev.halfway.web.http;

import org.jspecify.annotations.NullMarked;
