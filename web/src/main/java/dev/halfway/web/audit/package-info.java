/** The audit trail over HTTP, for operators, and to be read only. */
@NullMarked
package dev.halfway.web.audit;

import org.jspecify.annotations.NullMarked;
