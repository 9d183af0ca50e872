package dev.halfway.decoupling.simulator;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import org.jsmpp.session.connection.socket.SocketConnection;

/** A connection that can swallow what is sent: the peer sees it open and hears nothing. */
final class SilenceableConnection extends SocketConnection {

  private final InputStream in;
  private final OutputStream out;

  /**
   * A connection.
   *
   * @param read what was read of it before
   */
  SilenceableConnection(Socket socket, byte[] read, BooleanSupplier silent) throws IOException {
    super(socket);
    in = new SequenceInputStream(new ByteArrayInputStream(read), super.getInputStream());
    out = new Silenceable(super.getOutputStream(), silent);
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  private static final class Silenceable extends FilterOutputStream {

    private final BooleanSupplier silent;

    Silenceable(OutputStream out, BooleanSupplier silent) {
      super(out);
      this.silent = silent;
    }

    /** jsmpp writes each PDU in one call, so that none is ever cut in two. */
    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (!silent.getAsBoolean()) {
        out.write(octets, offset, length);
      }
    }

    @Override
    public void write(int octet) throws IOException {
      if (!silent.getAsBoolean()) {
        out.write(octet);
      }
    }
  }
}
