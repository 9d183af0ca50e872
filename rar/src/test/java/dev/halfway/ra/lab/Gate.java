package dev.halfway.ra.lab;

import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** Lets a broker stand still: it takes what comes and answers nothing, and nobody is told. */
public final class Gate implements Interceptor {

  private boolean shut;

  /** From now on nothing is answered. */
  public synchronized void shut() {
    shut = true;
  }

  /** It goes on with what has come meanwhile. */
  public synchronized void open() {
    shut = false;
    notifyAll();
  }

  @Override
  public synchronized boolean intercept(Packet packet, RemotingConnection connection) {
    while (shut) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
