package dev.halfway.ra.outbound;

import jakarta.transaction.Synchronization;

/** Something that is done before a transaction completes, by another framework say. */
record Completing(TestServer.Work work) implements Synchronization {

  @Override
  public void beforeCompletion() {
    try {
      work.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void afterCompletion(int status) {}
}
