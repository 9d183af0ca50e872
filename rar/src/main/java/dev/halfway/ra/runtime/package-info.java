/**
 * What every part of a running adapter needs: threads, clocks and alarms.
 *
 * <p>All threads are the server's, from its work manager. An alarm is raised once per subject and
 * cleared when it is over.
 *
 * <p>This package knows no broker and no database.
 */
@NullMarked
package dev.halfway.ra.runtime;

import org.jspecify.annotations.NullMarked;
