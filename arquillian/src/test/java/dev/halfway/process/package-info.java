/**
 * Programs, command lines, folders and free ports: what every server, database and broker of a test
 * needs.
 */
@NullMarked
package dev.halfway.process;

import org.jspecify.annotations.NullMarked;
