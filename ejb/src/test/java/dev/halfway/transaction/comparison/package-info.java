/** Tests of the parts that a comparison is made of. */
@NullMarked
package dev.halfway.transaction.comparison;

import org.jspecify.annotations.NullMarked;
