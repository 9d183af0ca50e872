/** Scenario 7 over HTTP: events as they come, and the sinks that they are written to. */
@NullMarked
package dev.halfway.web.hub;

import org.jspecify.annotations.NullMarked;
