/**
 * The protocol as a model in Alloy, {@code src/test/alloy/halfway.als}: what it proves, and what
 * happens without one of the rules.
 */
@NullMarked
package dev.halfway.ra.protocol.model;

import org.jspecify.annotations.NullMarked;
