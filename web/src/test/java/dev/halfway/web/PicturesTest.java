package dev.halfway.web;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pictures in {@code ejb/docs/architecture.md} are what the code says. A test that fails prints
 * the picture that belongs there.
 */
class PicturesTest {

  private static final Path DOCUMENT = Path.of("../ejb/docs/architecture.md");

  private static final Set<String> SCENARIOS =
      Set.of("decoupling", "smoothing", "bus", "delay", "broadcast", "transaction", "hub");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Of jars it would be less: some packages of ejb/ are in jars of their own.
          .importPaths("../rar/target/classes", "../ejb/target/classes", "target/classes");

  /** Who calls whom. What the server calls has no caller in the code. */
  private record Call(String caller, String callee, String method, String what) {}

  private static final String SERVER = "server";
  private static final String TRANSACTION = "dev.halfway.transaction.";
  private static final String RA = "dev.halfway.ra.";

  /** An order by half messages, from its request to an effect. */
  private static final List<Call> WAY_OF_AN_ORDER =
      List.of(
          new Call(
              SERVER, "dev.halfway.web.transaction.OrdersResource", "place", "POST, validated"),
          new Call(
              "dev.halfway.web.transaction.OrdersResource", TRANSACTION + "Orders", "place", ""),
          new Call(
              TRANSACTION + "Orders",
              TRANSACTION + "OrderTransaction",
              "place",
              "one JTA transaction"),
          new Call(
              TRANSACTION + "OrderTransaction", TRANSACTION + "OrderBook", "enter", "the rows"),
          new Call(
              TRANSACTION + "OrderTransaction",
              TRANSACTION + "OrderAnnouncements",
              "send",
              "the message"),
          new Call(
              TRANSACTION + "OrderAnnouncements",
              RA + "outbound.HalfProducer",
              "send",
              "jakarta.jms"),
          new Call(RA + "outbound.HalfProducer", RA + "outbound.HalfConnection", "send", ""),
          new Call(
              RA + "outbound.HalfConnection",
              RA + "outbound.TransactionBranch",
              "send",
              "to the half queue, not committed"),
          new Call(SERVER, RA + "outbound.OpenTransaction", "beforeCompletion", "commit begins"),
          new Call(
              RA + "outbound.OpenTransaction",
              RA + "marker.MarkerWriter",
              "write",
              "the marker row"),
          new Call(SERVER, RA + "outbound.HalfMessageXaResource", "prepare", ""),
          new Call(
              RA + "outbound.HalfMessageXaResource",
              RA + "outbound.TransactionBranch",
              "prepare",
              "half messages are durable"),
          new Call(
              SERVER,
              RA + "outbound.OpenTransaction",
              "afterCompletion",
              "the database has committed"),
          new Call(RA + "outbound.OpenTransaction", RA + "Engine", "ended", "a hint for the relay"),
          new Call(RA + "relay.RelayWorker", RA + "protocol.Relay", "round", "a batch"),
          new Call(
              RA + "protocol.Relay", RA + "protocol.BatchCheck", "decide", "reads the markers"),
          new Call(RA + "protocol.BatchCheck", RA + "protocol.DecisionTable", "decide", ""),
          new Call(
              RA + "protocol.Relay", RA + "broker.JmsHalfQueue", "forward", "to the real topic"),
          new Call(SERVER, TRANSACTION + "StockConsumer", "onMessage", "and two more consumers"),
          new Call(TRANSACTION + "StockConsumer", TRANSACTION + "Effects", "happen", ""),
          new Call(
              TRANSACTION + "Effects",
              "dev.halfway.consumers.Inbox",
              "enter",
              "false for a message that comes again"));

  @Test
  void theWayOfAnOrder() throws IOException {
    assertThat(WAY_OF_AN_ORDER).allSatisfy(PicturesTest::assertIsCalled);
    assertThat(document())
        .contains(
            WAY_OF_AN_ORDER.stream()
                .map(PicturesTest::arrow)
                .collect(joining("\n", "```mermaid\nsequenceDiagram\n", "\n```\n")));
  }

  private static void assertIsCalled(Call call) {
    JavaClass callee = CLASSES.get(call.callee);
    assertThat(callee.getMethods()).extracting(JavaMethod::getName).contains(call.method);
    if (!call.caller.equals(SERVER)) {
      assertThat(CLASSES.get(call.caller).getCodeUnitAccessesFromSelf())
          .as("calls of %s", call)
          .anyMatch(
              made ->
                  made.getName().equals(call.method)
                      && callee.isAssignableTo(made.getTargetOwner().getName()));
    }
  }

  private static String arrow(Call call) {
    return "  %s->>%s: %s%s"
        .formatted(
            simple(call.caller),
            simple(call.callee),
            call.method,
            call.what.isEmpty() ? "" : " (" + call.what + ")");
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Test
  void packagesOfTheAdapter() throws IOException {
    assertThat(document()).contains(picture("dev.halfway.ra"));
  }

  @Test
  void packagesOfWhatHappens() throws IOException {
    assertThat(document()).contains(picture("dev.halfway"));
  }

  @Test
  void packagesOfHowItIsReached() throws IOException {
    assertThat(document()).contains(picture("dev.halfway.web"));
  }

  private static String document() throws IOException {
    return Files.readString(DOCUMENT);
  }

  /** Which package uses which. What is used by way of another one has no arrow of its own. */
  private static String picture(String root) {
    Map<String, Set<String>> uses = uses(root);
    return uses.entrySet().stream()
        .map(entry -> "  " + entry.getKey() + direct(entry.getValue(), uses))
        .collect(joining("\n", "```mermaid\nflowchart TD\n", "\n```\n"));
  }

  private static String direct(Set<String> used, Map<String, Set<String>> uses) {
    Set<String> direct = new TreeSet<>(used);
    used.forEach(by -> direct.removeAll(reached(by, uses)));
    return direct.isEmpty() ? "" : " --> " + String.join(" & ", direct);
  }

  private static Set<String> reached(String from, Map<String, Set<String>> uses) {
    return uses.getOrDefault(from, Set.of()).stream()
        .flatMap(next -> Stream.concat(Stream.of(next), reached(next, uses).stream()))
        .collect(toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> uses(String root) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass user : CLASSES) {
      List<String> name = nodeOf(user, root);
      if (name.isEmpty()) {
        continue;
      }
      Set<String> used = uses.computeIfAbsent(name.get(0), added -> new TreeSet<>());
      user.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .flatMap(target -> nodeOf(target, root).stream())
          .filter(target -> !target.equals(name.get(0)))
          .forEach(used::add);
    }
    return uses;
  }

  /** The package right below the root; none for what is no part of the picture. */
  private static List<String> nodeOf(JavaClass type, String root) {
    String name = type.getPackageName();
    if (name.equals(root) && !root.equals("dev.halfway")) {
      return List.of("root[" + root + "]");
    }
    if (!name.startsWith(root + ".")) {
      return List.of();
    }
    String below = name.substring(root.length() + 1).split("\\.", 2)[0];
    if (root.equals("dev.halfway") && Set.of("ra", "web").contains(below)) {
      return List.of();
    }
    return List.of(SCENARIOS.contains(below) ? "scenarios" : below);
  }
}
