package dev.halfway.decoupling.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Bind;
import org.jsmpp.util.DefaultDecomposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who has connected and is not bound yet: a bind request is read without a thread waiting
 * for it, as far as it has come. Nothing else is read. Not thread-safe.
 */
final class UnboundConnection {

  private static final Logger log = LoggerFactory.getLogger(UnboundConnection.class);

  private static final int HEADER = SMPPConstant.PDU_HEADER_LENGTH;

  /** All fields of the longest have 98 octets (SMPP 3.4 §4.1.5). */
  private static final int MAX_BIND = 256;

  private final SocketChannel channel;
  private final long since;
  private final ByteBuffer request = ByteBuffer.allocate(MAX_BIND).limit(HEADER);

  UnboundConnection(SocketChannel channel, long since) {
    this.channel = channel;
    this.since = since;
  }

  /** When it connected, by {@link System#nanoTime}. */
  long since() {
    return since;
  }

  /**
   * Reads what has come.
   *
   * @return whether the request is whole
   * @throws IOException when it is no bind request, or there will be no more
   */
  boolean read() throws IOException {
    while (request.hasRemaining()) {
      int octets = channel.read(request);
      if (octets < 0) {
        throw new EOFException("gone without a bind request");
      } else if (octets == 0) {
        return false;
      }
      if (request.position() == HEADER) {
        request.limit(length());
      }
    }
    return true;
  }

  private int length() throws IOException {
    int length = request.getInt(0);
    if (!isBind() || length <= HEADER || length > MAX_BIND) {
      throw new IOException(
          "no bind request: command 0x%08X of %d octets".formatted(command(), length));
    }
    return length;
  }

  private boolean isBind() {
    return switch (command()) {
      case SMPPConstant.CID_BIND_RECEIVER,
          SMPPConstant.CID_BIND_TRANSMITTER,
          SMPPConstant.CID_BIND_TRANSCEIVER ->
          true;
      default -> false;
    };
  }

  private int command() {
    return request.getInt(Integer.BYTES);
  }

  /** The octets of the request, when it is whole. */
  byte[] octets() {
    return Arrays.copyOf(request.array(), request.limit());
  }

  /** The request, when it is whole. */
  Bind bind() throws IOException {
    try {
      return new DefaultDecomposer().bind(octets());
    } catch (PDUStringException | RuntimeException e) {
      throw new IOException("a bind request that cannot be read", e);
    }
  }

  /** The connection, to be read and written by threads that wait. */
  Socket socket() throws IOException {
    channel.configureBlocking(true);
    return channel.socket();
  }

  /** Answers the request with an error and hangs up. */
  void refuse(int status) throws IOException {
    ByteBuffer answer =
        ByteBuffer.allocate(HEADER)
            .putInt(HEADER)
            .putInt(command() | SMPPConstant.MASK_CID_RESP)
            .putInt(status)
            .putInt(request.getInt(3 * Integer.BYTES))
            .flip();
    channel.write(answer); // The first octets of a connection: there is room for them.
    channel.close();
  }

  /** Ends a connection that the system has accepted already, as if it had not. */
  void sendAway() {
    try {
      if (channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      channel.close();
    } catch (IOException e) {
      log.debug("A connection is gone already", e);
    }
  }
}
