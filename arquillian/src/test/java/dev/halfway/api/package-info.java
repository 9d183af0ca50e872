/** Every operation of the API, under test. */
@NullMarked
package dev.halfway.api;

import org.jspecify.annotations.NullMarked;
