package dev.halfway.ra.marker;

/**
 * The marker store cannot be used as it is configured, or did not do what it was asked.
 *
 * <p>The message says what is wrong, and names the property of the adapter that has to do with it.
 */
public class MarkerStoreException extends Exception {

  private static final long serialVersionUID = 1;

  public MarkerStoreException(String message) {
    super(message);
  }

  public MarkerStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
