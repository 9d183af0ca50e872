/** Small things about Jakarta Messaging that both sides of the adapter need. */
@NullMarked
package dev.halfway.ra.jms;

import org.jspecify.annotations.NullMarked;
