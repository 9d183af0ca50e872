package dev.halfway.ra.protocol;

/** What the relays of one process share. */
public record RelayContext(
    Destinations destinations, Clock clock, Policy policy, RelayEvents events) {}
