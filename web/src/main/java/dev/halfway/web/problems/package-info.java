/**
 * What is answered when a request fails: problem documents (RFC 9457), and which failure becomes
 * which.
 *
 * <p>Whatever a client sends, the answer is the documented result or a problem document that names
 * the reason. It is never a stack trace, and never HTML.
 */
@NullMarked
package dev.halfway.web.problems;

import org.jspecify.annotations.NullMarked;
