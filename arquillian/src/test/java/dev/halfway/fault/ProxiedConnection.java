package dev.halfway.fault;

import dev.halfway.fault.Conversation.Reply;
import dev.halfway.fault.Conversation.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One connection through {@link TcpProxy}: two sockets, and a thread for each direction. */
final class ProxiedConnection {

  private static final int BUFFER = 65_536;

  private final Socket client;
  private final Socket server;
  private final Conversation conversation;
  private final ArmedFaults faults;
  private final Gate toServer = new Gate();
  private final Gate toClient = new Gate();
  private volatile @Nullable CommitFault happening;

  ProxiedConnection(Socket client, Socket server, Conversation conversation, ArmedFaults faults) {
    this.client = client;
    this.server = server;
    this.conversation = conversation;
    this.faults = faults;
  }

  void start(Runnable afterwards) {
    Thread up = thread("proxy to server", this::requests);
    Thread down =
        thread(
            "proxy to client",
            () -> {
              replies();
              afterwards.run();
            });
    up.start();
    down.start();
  }

  void hold(boolean requests, boolean replies) {
    if (requests) {
      toServer.close();
    }
    if (replies) {
      toClient.close();
    }
  }

  void pass() {
    toServer.open();
    toClient.open();
  }

  /** Ends it on both sides; what is held back never arrives. */
  void close() {
    try (client;
        server) {
      // Closing is all.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pass();
  }

  private interface Pump {
    void run() throws IOException, InterruptedException;
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void requests() {
    pump(
        () -> {
          DataInputStream in = buffered(client);
          OutputStream out = new BufferedOutputStream(server.getOutputStream(), BUFFER);
          for (Request request; (request = conversation.request(in)) != null; ) {
            befall(request, out);
            toServer.awaitOpen();
            out.write(request.bytes());
            if (in.available() == 0) {
              out.flush();
            }
          }
          out.flush();
          // The server may still have something to say, and ends the connection when it has.
          server.shutdownOutput();
        });
  }

  private void befall(Request request, OutputStream out) throws IOException {
    CommitFault fault = request.commits() == null ? null : faults.take(request.commits());
    if (fault == null) {
      return;
    }
    out.flush();
    happening = fault;
    switch (fault) {
      case LOST -> {
        close();
        faults.hasHappened();
      }
      case HELD -> {
        toServer.close();
        faults.hasHappened();
      }
      case REPLY_LOST, REPLY_WITHHELD -> {
        // Happens with the reply.
      }
    }
  }

  private void replies() {
    pump(
        () -> {
          DataInputStream in = buffered(server);
          OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER);
          for (Reply reply; (reply = conversation.reply(in)) != null; ) {
            if (happening == CommitFault.REPLY_LOST || happening == CommitFault.REPLY_WITHHELD) {
              swallow(reply);
            } else {
              toClient.awaitOpen();
              out.write(reply.bytes());
              if (in.available() == 0) {
                out.flush();
              }
            }
          }
          close();
        });
  }

  private void swallow(Reply reply) {
    if (reply.answersCommit()) {
      if (happening == CommitFault.REPLY_LOST) {
        close();
      }
      faults.hasHappened();
    }
  }

  private static DataInputStream buffered(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
  }

  private void pump(Pump pump) {
    try {
      pump.run();
    } catch (IOException e) {
      // One side is gone: so is the connection, as the other side is about to see.
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }
}
