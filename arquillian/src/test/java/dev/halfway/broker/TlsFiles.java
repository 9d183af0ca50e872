package dev.halfway.broker;

import dev.halfway.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A certificate of a broker and the trust in it, made by keytool, in {@code target/<name>}. */
public final class TlsFiles {

  private final Path keys;
  private final Path trust;
  private final String password = UUID.randomUUID().toString();

  private TlsFiles(Path folder) {
    keys = folder.resolve("keys.p12");
    trust = folder.resolve("trust.p12");
  }

  /**
   * Fresh ones.
   *
   * @param host whose certificate it is, as in {@code ip:127.0.0.1} or {@code dns:localhost}
   */
  public static TlsFiles of(String name, String host) {
    Path folder = Path.of(name).toAbsolutePath();
    Folders.delete(folder);
    TlsFiles files = new TlsFiles(folder);
    Path certificate = folder.resolve("certificate.pem");
    if (!folder.toFile().mkdirs()) {
      throw new IllegalStateException("cannot make " + folder);
    }
    files.keytool(
        files.keys,
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-dname",
        "CN=broker",
        "-ext",
        "san=" + host);
    files.keytool(
        files.keys, "-exportcert", "-rfc", "-alias", "broker", "-file", certificate.toString());
    files.keytool(
        files.trust,
        "-importcert",
        "-noprompt",
        "-alias",
        "broker",
        "-file",
        certificate.toString());
    return files;
  }

  private void keytool(Path store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", password));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Map<String, String> ofBroker() {
    return Map.of(
        "HALFWAY_BROKER_TLS",
        "true",
        "HALFWAY_BROKER_KEY_STORE",
        keys.toString(),
        "HALFWAY_BROKER_KEY_STORE_PASSWORD",
        password);
  }

  Map<String, String> ofServer() {
    return Map.of(
        "halfway.broker.tls",
        "true",
        "halfway.broker.trust-store",
        trust.toString(),
        "halfway.broker.trust-store-password",
        password);
  }

  String ofClient() {
    return "&sslEnabled=true&trustStoreType=PKCS12&trustStorePath="
        + trust
        + "&trustStorePassword="
        + password;
  }
}
