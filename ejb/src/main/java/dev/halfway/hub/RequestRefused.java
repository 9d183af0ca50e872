package dev.halfway.hub;

import java.io.IOException;

/**
 * A system has refused a request, and does not say which of its events is the reason, or whether
 * one of them is.
 */
class RequestRefused extends IOException {

  private static final long serialVersionUID = 1;

  RequestRefused(String why) {
    super(why);
  }
}
