package dev.halfway.lifecycle;

import jakarta.ejb.EJBException;

/**
 * A consumer cannot go on because the server stops, which is no fault of the message. The broker
 * delivers it again; nobody writes a failure down.
 */
public class ServerStopping extends EJBException {

  private static final long serialVersionUID = 1;

  /** With what told so. */
  public ServerStopping(Exception cause) {
    super("the server is stopping", cause);
  }
}
