/** Several nodes, one broker, one database. */
@NullMarked
package dev.halfway.cluster;

import org.jspecify.annotations.NullMarked;
