/** What the adapter runs on in tests without a server: a naming context, a broker, threads. */
@NullMarked
package dev.halfway.ra.lab;

import org.jspecify.annotations.NullMarked;
