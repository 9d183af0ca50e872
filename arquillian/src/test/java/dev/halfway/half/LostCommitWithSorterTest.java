package dev.halfway.half;

import dev.halfway.half.Ledger.Told;
import dev.halfway.server.ServerProcess;

/**
 * With an exception sorter, as the product comes: connections that are known to be broken leave the
 * pool, and the transaction manager hears that the outcome is not known.
 */
class LostCommitWithSorterTest extends LostCommitTest {

  @Override
  void configure(ServerProcess ready) {
    // It comes so.
  }

  @Override
  Told told() {
    return Told.FAILED;
  }
}
