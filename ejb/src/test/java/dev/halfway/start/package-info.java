@NullMarked
package dev.halfway.start;

import org.jspecify.annotations.NullMarked;
