package dev.halfway.bus;

import java.time.Instant;
import java.util.List;

/** A game that is drawn. */
public record Draw(String game, List<Integer> numbers, Instant at) {}
