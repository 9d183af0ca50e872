@NullMarked
package dev.halfway.settings;

import org.jspecify.annotations.NullMarked;
