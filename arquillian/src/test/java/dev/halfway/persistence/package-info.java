/** What the database does to beans: commits that fail, one connection each, under test. */
@NullMarked
package dev.halfway.persistence;

import org.jspecify.annotations.NullMarked;
