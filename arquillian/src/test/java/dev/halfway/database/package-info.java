/**
 * PostgreSQL as a process that can be stopped, killed and made to stand still, and its rows past
 * the server.
 */
@NullMarked
package dev.halfway.database;

import org.jspecify.annotations.NullMarked;
