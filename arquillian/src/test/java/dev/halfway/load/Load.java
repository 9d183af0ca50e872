package dev.halfway.load;

/** Callers that go on until they are told to stop, whatever becomes of the server. */
public interface Load extends AutoCloseable {

  /** Waits until so many more were accepted, counted from now. */
  void awaitAccepted(int more);

  /** Asks no more, and waits until all callers have been answered. */
  @Override
  void close();

  /** Waits for what was promised, and fails unless all of it has happened, once. */
  void assertKept();
}
