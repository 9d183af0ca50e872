@NullMarked
package dev.halfway.faults;

import org.jspecify.annotations.NullMarked;
