package dev.halfway.decoupling.link;

/**
 * Takes the delivery receipts of a link.
 *
 * <p>Called by several threads at once. A receipt may come before the submit that it belongs to has
 * returned, may come more than once, and comes again after a listener failed.
 */
@FunctionalInterface
public interface ReceiptListener {

  /**
   * Takes one receipt; when this returns, the centre is told to forget it.
   *
   * @throws Exception when it could not be taken: the centre is asked to send it again
   */
  void received(Receipt receipt) throws Exception;
}
