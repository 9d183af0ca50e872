/** Every change by an operator has its entry, under test. */
@NullMarked
package dev.halfway.audit;

import org.jspecify.annotations.NullMarked;
