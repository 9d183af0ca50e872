package dev.halfway.ra.marker;

/** Who makes the tables of the marker store. */
public enum SchemaManagement {
  /** The adapter: what is missing is created, and marker tables that are over are dropped. */
  CREATE,
  /** Somebody else: the adapter only looks, names what is missing, and drops nothing. */
  VALIDATE
}
