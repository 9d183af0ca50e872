package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.Policy;
import java.time.Duration;

/**
 * How relays work.
 *
 * @param linger milliseconds that a batch waits for more messages
 * @param checkTimeout milliseconds that a checker may take
 * @param maxPending messages on their way before callers wait
 * @param backPressureTimeout how long callers wait
 */
public record RelaySettings(
    Policy policy, long linger, long checkTimeout, int maxPending, Duration backPressureTimeout) {}
