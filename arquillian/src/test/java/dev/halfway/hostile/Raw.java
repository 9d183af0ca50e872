package dev.halfway.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A connection to the managed server, for what no client sends. */
final class Raw implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Socket socket = new Socket();

  /** Connects. */
  Raw() {
    this(0);
  }

  /** Connects, with room for so many bytes that are not read; 0 for the usual. */
  Raw(int unread) {
    try {
      if (unread > 0) {
        socket.setReceiveBufferSize(unread);
      }
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      socket.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), Integer.getInteger("test.http.port")),
          Math.toIntExact(PATIENCE.toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends characters of one byte each; false when the server has closed the connection. */
  boolean send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The first line of the answer; empty when the server closes the connection without any. */
  String status() {
    return line();
  }

  /** The headers of the answer, once its status was read. */
  List<String> headers() {
    return Stream.generate(this::line).takeWhile(line -> !line.isEmpty()).toList();
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    try {
      for (int octet = socket.getInputStream().read();
          octet >= 0 && octet != '\n';
          octet = socket.getInputStream().read()) {
        line.append((char) octet);
      }
    } catch (IOException e) {
      return line.toString();
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
