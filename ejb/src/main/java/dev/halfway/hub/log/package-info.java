/**
 * The hub's first source: what the server logs. The only package that knows the server's log
 * manager: it alone can tell what the text of one of its records is.
 */
@NullMarked
package dev.halfway.hub.log;

import org.jspecify.annotations.NullMarked;
