package dev.halfway.broadcast;

/**
 * A version of an entry of the dictionary; the message that tells of it.
 *
 * @param version from 1 on
 */
public record EntryChanged(String key, String value, long version) {}
