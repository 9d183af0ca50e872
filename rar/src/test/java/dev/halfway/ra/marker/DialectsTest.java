package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.dialect.Dialect;
import dev.halfway.ra.protocol.Unavailable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which dialects are found, and what is said of those that are not. */
class DialectsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "MariaDB", "H2"})
  void dialectsOfTheAdapterAreFoundFirst(String product) throws Exception {
    try (URLClassLoader loader = naming("nobody.Knows", Usurper.class.getName())) {
      Dialect found = Dialects.of(product, loader);

      assertThat(found.product()).isEqualTo(product);
      assertThat(found.getClass().getPackageName()).isEqualTo("dev.halfway.ra.marker");
      assertThat(found).isNotInstanceOf(Usurper.class);
    }
  }

  @Test
  void dialectThatCannotBeLoadedIsNamed() throws Exception {
    try (URLClassLoader loader = naming("com.example.OracleDialect")) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> Dialects.of("Oracle", loader))
          .withMessageStartingWith("dataSource:")
          .withMessageContaining("no dialect for Oracle")
          .withMessageContaining("could not be loaded")
          .withMessageContaining("com.example.OracleDialect");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Failing.class, NoDialect.class, Hidden.class, Outdated.class})
  void dialectThatFailsIsNamedAndKeepsNoOtherFromBeingFound(Class<?> bad) throws Exception {
    try (URLClassLoader loader =
        naming(bad.getName(), "nobody.Knows", AddedDialect.class.getName())) {
      assertThat(Dialects.of(AddedDialect.PRODUCT, loader)).isInstanceOf(AddedDialect.class);

      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> Dialects.of("Oracle", loader))
          .withMessageContaining("could not be loaded")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSizeGreaterThan(1));
    }
  }

  @Test
  void serviceFileThatCannotBeReadIsTold() throws Exception {
    try (URLClassLoader loader = naming("this is no name of a class")) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> Dialects.of("Oracle", loader))
          .withMessageContaining("could not be loaded")
          .withMessageContaining(folder.toString());
    }
    ClassLoader broken =
        new ClassLoader() {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("on purpose");
          }
        };
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> Dialects.of("Oracle", broken))
        .withMessageContaining("could not be loaded");
  }

  @Test
  void withoutAnyFurtherDialectThoseThatThereAreAreNamed() throws Exception {
    try (URLClassLoader loader = naming()) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> Dialects.of("Oracle", loader))
          .withMessageContaining("PostgreSQL, MariaDB and H2")
          .withMessageNotContaining("loaded");
    }
  }

  /** A class loader that sees a service file of its own. */
  private URLClassLoader naming(String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(Dialect.class.getName()), List.of(classes));
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, withoutServices());
  }

  /** Has all classes, and no service file. */
  private static ClassLoader withoutServices() {
    return new ClassLoader(DialectsTest.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith("META-INF/services/")
            ? Collections.emptyEnumeration()
            : super.getResources(name);
      }
    };
  }

  /** Says that it is for a database that the adapter has a dialect of its own for. */
  public static final class Usurper extends AddedDialect {
    @Override
    public String product() {
      return "PostgreSQL";
    }
  }

  /** Fails when it is made. */
  public static final class Failing extends AddedDialect {
    public Failing() {
      throw new IllegalStateException("on purpose");
    }
  }

  /** Is no dialect. */
  public static final class NoDialect {}

  /** Cannot be made. */
  public static final class Hidden extends AddedDialect {
    private Hidden() {}
  }

  /** Was compiled against another version of the interface. */
  public static final class Outdated extends AddedDialect {
    @Override
    public String product() {
      throw new AbstractMethodError("product");
    }
  }
}
