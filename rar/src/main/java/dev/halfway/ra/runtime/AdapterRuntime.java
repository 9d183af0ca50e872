package dev.halfway.ra.runtime;

import dev.halfway.ra.protocol.Clock;

/** The threads, clock and alarms of one running adapter. */
public record AdapterRuntime(Threads threads, Clock clock, Alarms alarms) {}
