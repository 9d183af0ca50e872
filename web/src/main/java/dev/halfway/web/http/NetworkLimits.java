package dev.halfway.web.http;

import java.time.Duration;

/**
 * What a request may take of the network.
 *
 * @param maxBody bytes of a body that is gathered
 * @param bodyTimeout for such a body to come
 */
record NetworkLimits(int maxBody, Duration bodyTimeout) {}
