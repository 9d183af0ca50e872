/** Scenario 7, hub, from outside: what is collected arrives in every system. */
@NullMarked
package dev.halfway.hub;

import org.jspecify.annotations.NullMarked;
