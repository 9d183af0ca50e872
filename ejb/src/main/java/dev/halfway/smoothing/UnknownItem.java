package dev.halfway.smoothing;

/** It is not on sale; nothing was accepted. */
public class UnknownItem extends Exception {

  private static final long serialVersionUID = 1;

  UnknownItem(String item) {
    super(item + " is not on sale");
  }
}
