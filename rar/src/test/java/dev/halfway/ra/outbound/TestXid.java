package dev.halfway.ra.outbound;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.Xid;

/** A branch that some transaction manager made. */
record TestXid(int number) implements Xid {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  static TestXid next() {
    return new TestXid(NUMBERS.incrementAndGet());
  }

  @Override
  public int getFormatId() {
    return 1;
  }

  @Override
  public byte[] getGlobalTransactionId() {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  @Override
  public byte[] getBranchQualifier() {
    return new byte[] {1};
  }
}
