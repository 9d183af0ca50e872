package dev.halfway.half.probe;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row that is written by a flush, when the transaction completes. */
@Entity
@Table(name = "probe_note")
@EntityListeners(NoteListener.class)
public class Note {

  @Id private String id;

  @SuppressWarnings("NullAway.Init") // The provider fills it.
  protected Note() {}

  Note(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
