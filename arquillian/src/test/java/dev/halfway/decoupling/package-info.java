/** Scenario 1, decoupling, under test. */
@NullMarked
package dev.halfway.decoupling;

import org.jspecify.annotations.NullMarked;
