/** Scenario 6, transaction, from outside and inside: what is in doubt, and who decides it. */
@NullMarked
package dev.halfway.transaction;

import org.jspecify.annotations.NullMarked;
