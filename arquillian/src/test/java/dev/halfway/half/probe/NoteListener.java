package dev.halfway.half.probe;

import jakarta.inject.Inject;
import jakarta.persistence.PostPersist;

/** Holds the transaction when the note's INSERT has been carried out. */
public class NoteListener {

  @Inject private Holds holds;

  @PostPersist
  void written(Note note) {
    holds.hold(note.id());
  }
}
