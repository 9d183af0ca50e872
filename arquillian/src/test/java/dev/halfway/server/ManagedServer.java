package dev.halfway.server;

import dev.halfway.client.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server that Arquillian starts once for all tests that need no server of their own. */
public final class ManagedServer {

  /** Tag of the tests that need it: they run one after the other, and it starts once for all. */
  public static final String TAG = "managed-server";

  private ManagedServer() {}

  /** Its API, without an account. */
  public static Client client() {
    return Client.of(URI.create("http://127.0.0.1:" + Integer.getInteger("test.http.port") + "/"));
  }

  /** Its API, as the operator whose account the first start made. */
  public static Client operator() {
    return client().as("operator", password(data()));
  }

  /** The folder with its data. */
  public static Path data() {
    return Path.of("managed-server", "data");
  }

  /** Its management interface: health and metrics. */
  public static Client management() {
    return Client.of(
        URI.create("http://127.0.0.1:" + Integer.getInteger("test.management.port") + "/"));
  }

  static String password(Path data) {
    try {
      return Files.readString(data.resolve("operator-password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
