package dev.halfway.smoothing;

import jakarta.ejb.ApplicationException;

/** It is not on sale; nothing was accepted. */
@ApplicationException
public class UnknownItem extends Exception {

  private static final long serialVersionUID = 1;

  UnknownItem(String item) {
    super(item + " is not on sale");
  }
}
