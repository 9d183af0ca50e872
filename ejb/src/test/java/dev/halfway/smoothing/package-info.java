@NullMarked
package dev.halfway.smoothing;

import org.jspecify.annotations.NullMarked;
