package dev.halfway.web.hub;

import java.io.ByteArrayOutputStream;

/**
 * Cuts a body into its events as it comes: into lines, or into the elements of an array where it
 * begins with a bracket, a byte order mark before it or not. Keeps no more than one of them. Not
 * thread-safe.
 */
final class EventSplitter {

  /** Who gets the pieces. Lines and elements count from 1. */
  interface Receiver {
    /** A piece, without what separates it from the others; never blank. */
    void piece(long number, byte[] piece);

    /** A piece that is not one: what follows it is cut as if it were. */
    void broken(long number, String why);
  }

  private enum State {
    MARK,
    BEGINNING,
    LINES,
    ELEMENTS,
    AFTER
  }

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int max;
  private final Receiver receiver;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private State state = State.MARK;
  private int marked;
  private long number = 1;
  private boolean tooLong;
  private boolean blank = true;
  private int depth;
  private boolean inText;
  private boolean escaped;

  /**
   * A splitter of one body.
   *
   * @param max bytes that a piece may have
   */
  EventSplitter(int max, Receiver receiver) {
    this.max = max;
    this.receiver = receiver;
  }

  /** Takes what has come. */
  void take(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      take(bytes[i]);
    }
  }

  private void take(byte octet) {
    switch (state) {
      case MARK -> mark(octet);
      case BEGINNING -> begin(octet);
      case LINES -> line(octet);
      case ELEMENTS -> element(octet);
      case AFTER -> after(octet);
    }
  }

  /** One belongs to the body and to no event; what only begins like one is part of a line. */
  private void mark(byte octet) {
    if (octet == MARK[marked]) {
      marked++;
      if (marked == MARK.length) {
        state = State.BEGINNING;
      }
    } else {
      endMark();
      take(octet);
    }
  }

  private void endMark() {
    state = State.BEGINNING;
    for (int i = 0; i < marked; i++) {
      take(MARK[i]);
    }
  }

  private void begin(byte octet) {
    if (octet == '[') {
      state = State.ELEMENTS;
      number = 1;
    } else if (octet == '\n') {
      number++;
    } else if (!isSpace(octet)) {
      state = State.LINES;
      line(octet);
    }
  }

  private void line(byte octet) {
    if (octet == '\n') {
      end();
    } else {
      add(octet);
    }
  }

  private void element(byte octet) {
    if (inText) {
      inText = escaped || octet != '"';
      escaped = !escaped && octet == '\\';
    } else if (depth == 0 && octet == ',') {
      if (blank) {
        receiver.broken(number, "there is nothing before the comma");
      }
      end();
      return;
    } else if (depth == 0 && octet == ']') {
      if (blank && number > 1) {
        receiver.broken(number, "there is nothing after the comma");
      }
      end();
      state = State.AFTER;
      return;
    } else if (octet == '"') {
      inText = true;
    } else if (octet == '{' || octet == '[') {
      depth++;
    } else if (octet == '}' || octet == ']') {
      depth = Math.max(0, depth - 1);
    }
    add(octet);
  }

  private void after(byte octet) {
    if (!isSpace(octet) && !tooLong) {
      receiver.broken(number, "comes after the end of the array");
      tooLong = true; // Once is enough.
    }
  }

  private void add(byte octet) {
    blank = blank && isSpace(octet);
    if (piece.size() < max) {
      piece.write(octet);
    } else {
      tooLong = tooLong || !isSpace(octet);
    }
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }

  private void end() {
    if (tooLong) {
      receiver.broken(number, "is longer than " + max + " bytes");
    } else if (!blank) {
      receiver.piece(number, piece.toByteArray());
    }
    number++;
    piece.reset();
    tooLong = false;
    blank = true;
  }

  /** The body has ended. */
  void finish() {
    if (state == State.MARK) {
      endMark();
    }
    if (state == State.LINES) {
      end();
    } else if (state == State.ELEMENTS) {
      receiver.broken(number, "the array has no end");
    }
  }
}
