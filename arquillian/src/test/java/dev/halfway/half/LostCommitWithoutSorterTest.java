package dev.halfway.half;

import dev.halfway.half.Ledger.Told;
import dev.halfway.server.ServerProcess;
import dev.halfway.tag.Thorough;

/**
 * Without an exception sorter: the transaction manager takes whatever goes wrong at the commit for
 * a rollback.
 */
@Thorough
class LostCommitWithoutSorterTest extends LostCommitTest {

  @Override
  void configure(ServerProcess ready) {
    ready.forgetExceptionSorter();
    ready.stop();
    ready.start();
  }

  @Override
  Told told() {
    return Told.ROLLED_BACK;
  }
}
