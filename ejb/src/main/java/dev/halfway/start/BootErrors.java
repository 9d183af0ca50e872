package dev.halfway.start;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while WildFly started, as it tells over JMX.
 *
 * @param errors one for each operation that failed
 */
record BootErrors(List<BootError> errors) {

  /** Of what deploys an archive. */
  private static final String DEPLOYMENT = "(\"deployment\" => ";

  private static final String APPLICATION = DEPLOYMENT + "\"halfway.ear\")";

  /** As the product itself complains of a setting. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "(?<![\\w.])(halfway|jboss)\\.[a-z][a-z.*-]*( or halfway\\.[a-z.-]+)?( \\([A-Z_]+\\))?: "
              + "[^\\n]+");

  private static final Pattern CAUSE = Pattern.compile("\\s*Caused by: ");
  private static final Pattern TYPE = Pattern.compile("^([\\w$]+\\.)+[\\w$]+: ");

  /** Of the text around it. */
  private static final Pattern END = Pattern.compile("\\s*\\\\*\"[)}\\]\\s]*$|\\s+$");

  private static final List<String> DATABASES = List.of("org.postgresql.", "org.h2.", "java.sql.");

  /**
   * One of them.
   *
   * @param address what was to be changed
   * @param texts exceptions, each with its causes
   */
  record BootError(String address, List<String> texts) {}

  /** From the answer of the operation {@code readBootErrors}; none where it is something else. */
  static BootErrors of(@Nullable Object answer) {
    if (answer instanceof CompositeData[] all) {
      return new BootErrors(Arrays.stream(all).map(BootErrors::read).toList());
    }
    return new BootErrors(List.of());
  }

  private static BootError read(CompositeData error) {
    String address =
        error.get("failed-operation") instanceof CompositeData operation
                && operation.get("address") instanceof String[] parts
            ? String.join("", parts)
            : "";
    Stream<String> services =
        error.get("failed-services") instanceof String[] failed
            ? Arrays.stream(failed)
            : Stream.empty();
    return new BootError(
        address,
        Stream.concat(services, Stream.of(String.valueOf(error.get("failure-description"))))
            .toList());
  }

  /** Without those of other applications. */
  BootErrors ofTheServer() {
    return new BootErrors(
        errors.stream()
            .filter(
                error ->
                    !error.address().startsWith(DEPLOYMENT)
                        || error.address().startsWith(APPLICATION))
            .toList());
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /** What the product itself says of a setting. */
  Optional<String> complaint() {
    return texts()
        .map(COMPLAINT::matcher)
        .filter(Matcher::find)
        .map(found -> line(found.group()))
        .findFirst();
  }

  /** What the first failure comes from: the two innermost causes, of which one says where. */
  Optional<String> innermost() {
    return texts().findFirst().map(BootErrors::innermost);
  }

  private static String innermost(String text) {
    List<String> causes = CAUSE.splitAsStream(text).map(BootErrors::line).distinct().toList();
    return String.join(": ", causes.subList(Math.max(0, causes.size() - 2), causes.size()));
  }

  /** What the driver says in an answer that has the connector's words around it. */
  static String databaseCause(String answer) {
    return Arrays.stream(CAUSE.split(answer, -1))
        .filter(cause -> DATABASES.stream().anyMatch(cause::startsWith))
        .findFirst()
        .map(cause -> TYPE.matcher(line(cause)).replaceFirst(""))
        .orElseGet(() -> innermost(answer));
  }

  private Stream<String> texts() {
    return errors.stream().flatMap(error -> error.texts().stream());
  }

  private static String line(String text) {
    return END.matcher(text).replaceFirst("").replaceAll("\\s+", " ");
  }
}
