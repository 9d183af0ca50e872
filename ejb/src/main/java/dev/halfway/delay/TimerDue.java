package dev.halfway.delay;

import java.time.Instant;
import java.util.UUID;

/** A timer's time has come: what the broker delivers then. */
public record TimerDue(UUID id, Kind kind, Instant dueAt) {}
