/**
 * The broker outside the server: Artemis as a process, its queues, its TLS files, and what the
 * product promises with it. Queues and their figures too.
 */
@NullMarked
package dev.halfway.broker;

import org.jspecify.annotations.NullMarked;
