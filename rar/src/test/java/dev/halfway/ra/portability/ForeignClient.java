package dev.halfway.ra.portability;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** A broker's client in a class loader of its own, as a server has it in a module of its own. */
final class ForeignClient {

  private final ClassLoader loader;

  private ForeignClient(ClassLoader loader) {
    this.loader = loader;
  }

  /** The client whose jars are in a folder. */
  static ForeignClient of(Path jars) {
    return of(jars, "*.jar");
  }

  /** The client whose jars are those of a folder that have such names. */
  static ForeignClient of(Path jars, String names) {
    List<URL> urls = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(jars, names)) {
      for (Path jar : all) {
        urls.add(url(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ForeignClient(new URLClassLoader(urls.toArray(URL[]::new), new Platform()));
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  /** A new connection factory, which has properties of its own. */
  ConnectionFactory make(String type, Properties properties) {
    ConnectionFactory made = make(type);
    try {
      Method setter = made.getClass().getMethod("setProperty", String.class, String.class);
      for (String name : properties.stringPropertyNames()) {
        setter.invoke(made, name, properties.getProperty(name));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return made;
  }

  /** A new connection factory. */
  ConnectionFactory make(String type, String... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    try {
      return (ConnectionFactory)
          loader.loadClass(type).getConstructor(types).newInstance((Object[]) arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Java and Jakarta EE, and no broker. */
  private static final class Platform extends ClassLoader {

    Platform() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("jakarta.")) {
        return ForeignClient.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
