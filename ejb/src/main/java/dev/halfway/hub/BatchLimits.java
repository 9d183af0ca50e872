package dev.halfway.hub;

import java.time.Duration;

/**
 * When a batch is full.
 *
 * @param events as many as that, or a few more: a chunk is not divided
 * @param bytes as many as that in UTF-8, or a few more
 * @param linger how long the first one waits for others
 */
record BatchLimits(int events, int bytes, Duration linger) {}
