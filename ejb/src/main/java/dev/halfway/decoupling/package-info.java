@NullMarked
package dev.halfway.decoupling;

import org.jspecify.annotations.NullMarked;
