package dev.halfway.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a request tells a system of an event, or of a part of it. */
interface Piece {

  Event event();

  /** The text, in UTF-8; several pieces may share a part of theirs. */
  List<byte[]> text();

  /** What it takes in a request, with what separates it from the next one. */
  default int bytes() {
    return text().stream().mapToInt(part -> part.length).sum() + 1;
  }

  /** A body of pieces. */
  static byte[] body(String start, List<? extends Piece> pieces, String separator, String end) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(utf8(start));
    byte[] between = {};
    for (Piece piece : pieces) {
      body.writeBytes(between);
      piece.text().forEach(body::writeBytes);
      between = utf8(separator);
    }
    body.writeBytes(utf8(end));
    return body.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
