package dev.halfway.ra;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.halfway.ra.api.HalfMessage;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.RelayStatus;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Relay;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds between the packages of the adapter, and what nobody in it does. */
class ArchitectureTest {

  private static final String ROOT = "dev.halfway.ra.";
  private static final List<String> PACKAGES =
      List.of(
          "api",
          "binding",
          "broker",
          "cli",
          "dialect",
          "inbound",
          "jms",
          "marker",
          "operator",
          "outbound",
          "protocol",
          "relay",
          "runtime");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.halfway.ra");

  @Test
  void theAdapterIsLookedAtAndItsTestsAreNot() {
    assertThat(CLASSES.contain(Relay.class)).isTrue();
    assertThat(CLASSES.contain(HalfMessageResourceAdapter.class)).isTrue();
    assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void everyPackageHasItsPlaceBelow() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of("dev.halfway.ra"), PACKAGES.stream().map(ROOT::concat))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  /** Who may know whom. Only the wiring knows all: the root package. */
  @ParameterizedTest(name = "{0} knows only {1}")
  @CsvSource({
    "api, ''",
    "cli, ''",
    "dialect, ''",
    "jms, api",
    "protocol, api",
    "marker, api dialect protocol",
    "outbound, api jms protocol",
    "inbound, api jms protocol",
    "runtime, protocol",
    "broker, api jms protocol runtime",
    "binding, api broker jms marker protocol runtime",
    "relay, api binding broker jms marker protocol runtime",
    "operator, api binding broker jms protocol runtime",
  })
  void packagesKnowOnlyWhatIsBelowThem(String name, String known) {
    List<String> allowed = Arrays.asList(known.split(" "));
    String[] others =
        Stream.concat(
                Stream.of("dev.halfway.ra"),
                PACKAGES.stream()
                    .filter(other -> !other.equals(name) && !allowed.contains(other))
                    .map(ROOT::concat))
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  @Test
  void packagesKnowOneAnotherInOneDirection() {
    slices().matching("dev.halfway.ra.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theProtocolKnowsNothingButTheLanguage() {
    classes()
        .that()
        .resideInAPackage("dev.halfway.ra.protocol")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "dev.halfway.ra.protocol",
                    "dev.halfway.ra.api",
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.runtime",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.jspecify.annotations")
                .or(belongToAnyOf(ConcurrentHashMap.class, TimeUnit.class)))
        .check(CLASSES);
  }

  @Test
  void theProtocolTouchesNoMessageOfABroker() {
    noClasses()
        .that()
        .resideInAPackage("dev.halfway.ra.protocol")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(HalfMessage.class)
                .or(resideInAnyPackage("jakarta..", "javax..", "java.sql..")))
        .check(CLASSES);
  }

  @Test
  void theProtocolHasNoThreadsNoTimeAndNoChanceOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage("dev.halfway.ra.protocol")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.lang\\.(Thread|ThreadLocal|Runtime|ProcessHandle)(\\$.*)?"
                + "|java\\.util\\.(Random|SplittableRandom|Timer|TimerTask|Calendar|Date)"
                + "|java\\.time\\..*")
        .orShould()
        .callMethodWhere(call(System.class, "currentTimeMillis|nanoTime|getProperty|getenv"))
        .orShould()
        .callMethodWhere(call(Object.class, "wait|notify|notifyAll"))
        .orShould()
        .callMethodWhere(call(Math.class, "random"))
        .orShould()
        .callMethodWhere(call(UUID.class, "randomUUID"))
        .check(CLASSES);
  }

  @Test
  void nobodyTouchesTheClassesOfAProvider() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache..",
            "com.arjuna..",
            "org.jboss..",
            "org.wildfly..",
            "org.hibernate..",
            "org.h2..",
            "org.mariadb..",
            "org.postgresql..")
        .check(CLASSES);
  }

  @Test
  void nothingIsUsedButTheLanguageAndThePlatform() {
    classes()
        .that(DescribedPredicate.not(resideInAPackage(ROOT + "cli")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.halfway.ra..", "java..", "javax..", "jakarta..", "org.jspecify.annotations"))
        .check(CLASSES);
  }

  /** It is run by a JDK alone, and never by a server. */
  @Test
  void theCommandLineNeedsNoServer() {
    classes()
        .that()
        .resideInAPackage(ROOT + "cli")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + "cli",
                "java..",
                "javax.management..",
                "com.sun.tools.attach",
                "org.jspecify.annotations"))
        .check(CLASSES);
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage(ROOT + "cli")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "cli")
        .check(CLASSES);
  }

  @Test
  void onlyTheWayInAndOutSpeaksOfConnectors() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "api", ROOT + "jms", ROOT + "protocol")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.resource..", "jakarta.transaction..", "javax.transaction..")
        .check(CLASSES);
  }

  @Test
  void onlyTheMarkerStoreSpeaksSql() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage(ROOT + "dialect", ROOT + "marker")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql")
        .check(CLASSES);
  }

  @Test
  void nobodyReadsSerializedObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.io.ObjectInputStream.class)
        .check(CLASSES);
  }

  @Test
  void threadsAreTheServers() {
    noClasses()
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it starts a thread of its own",
                call -> call.getTargetOwner().isAssignableTo(Thread.class)))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it has somebody else start threads",
                call ->
                    call.getTargetOwner()
                        .getName()
                        .matches("java\\.util\\.concurrent\\.(Executors|ForkJoinPool)")))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it works on the pool that everybody shares",
                call ->
                    call.getTarget().getName().matches(".*Async|parallel|parallelStream")
                        && call.getTargetOwner().getPackageName().startsWith("java.util")))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Timer.class)
        .check(CLASSES);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethodWhere(call(Thread.class, "sleep")).check(CLASSES);
  }

  @Test
  void timesAreOfJavaTime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.sql\\.(Date|Time|Timestamp)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.text\\.(Simple)?DateFormat")
        .check(CLASSES);
  }

  @Test
  void nobodyPrints() {
    noClasses()
        .that(DescribedPredicate.not(resideInAPackage(ROOT + "cli")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it prints a stack trace",
                call ->
                    call.getName().equals("printStackTrace")
                        && call.getTargetOwner().isAssignableTo(Throwable.class)))
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.util.logging..", "org.slf4j..", "org.apache.logging.."})
  void logsGoThroughTheLoggerOfTheLanguage(String other) {
    noClasses().should().dependOnClassesThat().resideInAPackage(other).check(CLASSES);
  }

  /** But for the data of the API and of the wire, which have what they have. */
  @Test
  void nothingHasMoreThanSixParameters() {
    assertThat(CLASSES.stream().flatMap(one -> one.getCodeUnits().stream()))
        .filteredOn(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
        .filteredOn(unit -> unit.getRawParameterTypes().size() > 6)
        .extracting(unit -> unit.getOwner().getName())
        .containsExactlyInAnyOrder(
            HalfMessage.class.getName(),
            HalfTransaction.class.getName(),
            RelayStatus.class.getName(),
            Envelope.class.getName());
  }

  private static DescribedPredicate<JavaCall<?>> call(Class<?> owner, String names) {
    return DescribedPredicate.describe(
        "it calls " + owner.getSimpleName() + "." + names,
        call -> isOf(call.getTargetOwner(), owner) && call.getTarget().getName().matches(names));
  }

  private static boolean isOf(JavaClass called, Class<?> owner) {
    return called.isEquivalentTo(owner);
  }
}
