package dev.halfway.server;

import jakarta.enterprise.inject.spi.CDI;
import java.io.File;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Tests that run inside the server, in a WAR beside the EAR that sees the EAR's classes and looks
 * its beans up.
 */
public final class InsideServer {

  private InsideServer() {}

  /** The WAR that carries a test class and what it needs of its own. */
  public static WebArchive war(Class<?>... classes) {
    return ShrinkWrap.create(WebArchive.class)
        .addClasses(classes)
        .addClass(InsideServer.class)
        .addAsLibrary(jarOf(Assertions.class))
        .addAsManifestResource(
            new StringAsset(
                "Manifest-Version: 1.0\n"
                    + "Dependencies: deployment.halfway.ear,"
                    + " deployment.halfway.ear.halfway-ejb.jar export,"
                    + " deployment.halfway.ear.halfway-rar.rar\n"),
            "MANIFEST.MF");
  }

  private static File jarOf(Class<?> library) {
    try {
      return new File(library.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A bean of the EAR, as a thread of its own would find it. */
  public static <T> T bean(Class<T> type) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(type.getClassLoader());
    try {
      return CDI.current().select(type).get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Waits for a minute at most. */
  public static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      Assertions.assertThat(System.nanoTime()).as("time").isLessThan(giveUp);
      Thread.sleep(100);
    }
  }

  /** Anything by its name. */
  @SuppressWarnings("BanJNDI") // The names are constants of ours.
  public static <T> T lookup(String name, Class<T> type) {
    try {
      return type.cast(new InitialContext().lookup(name));
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
