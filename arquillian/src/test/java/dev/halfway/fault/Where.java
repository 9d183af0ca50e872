package dev.halfway.fault;

/** Where in a method a fault point is, as a Byteman location. */
public record Where(String location) {

  /** Before anything else. */
  public static final Where ENTRY = new Where("AT ENTRY");

  /** Before it returns; not when it throws. */
  public static final Where EXIT = new Where("AT EXIT");

  /** Before each call of a method of this name, of whatever class. */
  public static Where before(String method) {
    return new Where("AT INVOKE " + method + " ALL");
  }

  /** After each call of a method of this name, of whatever class, has returned. */
  public static Where after(String method) {
    return new Where("AFTER INVOKE " + method + " ALL");
  }
}
