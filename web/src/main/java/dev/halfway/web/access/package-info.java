/**
 * Who may call what.
 *
 * <p>Every resource method is checked on the server before its body is read. One without a declared
 * need is for operators.
 */
@NullMarked
package dev.halfway.web.access;

import org.jspecify.annotations.NullMarked;
