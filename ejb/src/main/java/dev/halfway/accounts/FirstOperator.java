package dev.halfway.accounts;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the account {@code operator} at the first start, and at any other one where nobody is left
 * with that role.
 *
 * <p>Its password has 144 random bits and is left in a file that only the server's user can read;
 * nothing but the path is logged. The account exists if and only if the file was written. Of
 * several nodes on one database, one makes it.
 */
@Singleton
@Startup
@DependsOn("Schema")
public class FirstOperator {

  private static final Logger LOG = LoggerFactory.getLogger(FirstOperator.class);
  private static final String NAME = "operator";
  private static final int PASSWORD_BYTES = 18;

  @Inject private Accounts accounts;

  @Inject
  @ConfigProperty(name = "halfway.operator.password-file")
  private Optional<Path> configuredFile;

  @PostConstruct
  void make() {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    String password = Base64.getUrlEncoder().encodeToString(secret);
    if (accounts.addOperator(NAME, password)) {
      Path file = file();
      writePrivately(file, password);
      LOG.info("Made the account '{}'; its password is in {}", NAME, file);
    }
  }

  private Path file() {
    return configuredFile
        .orElseGet(
            () -> Path.of(System.getProperty("jboss.server.data.dir", "."), "operator-password"))
        .toAbsolutePath();
  }

  /**
   * Fails the transaction, and with it the start, rather than leave an account whose password
   * nobody has.
   */
  private static void writePrivately(Path file, String password) {
    try {
      Path folder = Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, password + System.lineSeparator());
    } catch (IOException e) {
      throw new UncheckedIOException("the operator's password cannot be written to " + file, e);
    }
  }
}
