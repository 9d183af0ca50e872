package dev.halfway.hub;

/**
 * Something that happened somewhere, as it was told.
 *
 * @param id 1 to 128 visible ASCII characters without a space; two events with the same id are the
 *     same event
 * @param json the whole event on one line, its id included
 */
public record Event(String id, String json) {}
