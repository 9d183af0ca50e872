/** Tests of what is read of prepared transactions. */
@NullMarked
package dev.halfway.transaction.xa;

import org.jspecify.annotations.NullMarked;
