package dev.halfway.start;

/** Why the server does not start, in one line for who starts it. */
final class StartRefused extends Exception {

  private static final long serialVersionUID = 1;

  private final String line;

  StartRefused(String line) {
    super(line);
    this.line = line;
  }

  String line() {
    return line;
  }
}
