package dev.halfway.web;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.halfway.bus.Fact;
import dev.halfway.bus.OrderChanged;
import dev.halfway.bus.OrderState;
import dev.halfway.bus.Subsystem;
import dev.halfway.consumers.Consumer;
import dev.halfway.lifecycle.RestartNeeded;
import dev.halfway.lifecycle.StopLimit;
import dev.halfway.persistence.Schema;
import dev.halfway.persistence.Sql;
import dev.halfway.ra.api.HalfTransactions;
import dev.halfway.transaction.XaParticipation;
import dev.halfway.web.accounts.LoginGate;
import dev.halfway.web.accounts.OwnPasswordResource;
import dev.halfway.web.broadcast.DictionaryResource;
import dev.halfway.web.broadcast.DispatchesResource;
import dev.halfway.web.http.UndertowConnections;
import dev.halfway.web.smoothing.SaleItemsResource;
import dev.halfway.web.transaction.ComparisonsResource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timeout;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PUT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds between the packages of ejb/ and web/, and what nobody in them does. The resource
 * adapter is not looked at: it lives by rules of its own.
 */
class ArchitectureTest {

  private static final List<String> SCENARIOS =
      List.of("decoupling", "smoothing", "bus", "delay", "broadcast", "transaction", "hub");

  /** Has to know the server's log manager, and makes text of stack traces. */
  private static final String READS_THE_LOG = "dev.halfway.hub.log";

  /** Runs before there is a server that has a log and threads. */
  private static final String BEFORE_THE_SERVER = "dev.halfway.start";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Of jars it would be less: some packages of ejb/ are in jars of their own.
          .importPaths("../ejb/target/classes", "target/classes");

  @Test
  void bothModulesAreLookedAt() {
    assertThat(CLASSES.contain("dev.halfway.consumers.Inbox")).isTrue();
    assertThat(CLASSES.contain("dev.halfway.web.Api")).isTrue();
    assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    assertThat(CLASSES.contain(HalfTransactions.class)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"decoupling", "smoothing", "bus", "delay", "broadcast", "transaction", "hub"})
  void aScenarioKnowsNoOther(String scenario) {
    noClasses()
        .that()
        .resideInAnyPackage(packagesOf(scenario))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            SCENARIOS.stream()
                .filter(other -> !other.equals(scenario))
                .flatMap(other -> Stream.of(packagesOf(other)))
                .toArray(String[]::new))
        .allowEmptyShould(true) // Some are not written yet.
        .check(CLASSES);
  }

  /** So one can be added, and another one taken away, without touching anything else. */
  @ParameterizedTest
  @ValueSource(strings = {"ticketing", "prizes", "notification"})
  void aSubsystemOfTheBusKnowsTheMessagesOfTheCentreAndNothingElseOfTheBus(String subsystem) {
    noClasses()
        .that()
        .resideInAPackage("dev.halfway.bus." + subsystem)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.halfway.bus..")
                .and(not(resideInAPackage("dev.halfway.bus." + subsystem)))
                .and(not(assignableTo(Fact.class)))
                .and(not(belongToAnyOf(OrderChanged.class, OrderState.class, Subsystem.class))))
        .check(CLASSES);
  }

  @Test
  void theBusKnowsNoneOfItsSubsystems() {
    noClasses()
        .that()
        .resideInAPackage("dev.halfway.bus")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.halfway.bus.*..")
        .check(CLASSES);
  }

  /** They meet on the network only. */
  @Test
  void theLinkAndTheSimulatedCentreDoNotKnowOneAnother() {
    slices().matching("dev.halfway.decoupling.(*)").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.halfway.decoupling.link")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.halfway.decoupling.simulator")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.halfway.decoupling.simulator")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.halfway.decoupling.link")
        .check(CLASSES);
  }

  @Test
  void whatIsNoScenarioKnowsNone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            SCENARIOS.stream()
                .flatMap(scenario -> Stream.of(packagesOf(scenario)))
                .toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            SCENARIOS.stream()
                .flatMap(scenario -> Stream.of(packagesOf(scenario)))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void subjectsDependOnOneAnotherInOneDirection() {
    slices().matching("dev.halfway.(*)").should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.halfway.web.(*)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void whatHappensKnowsNothingOfHttp() {
    noClasses()
        .that(not(resideInAPackage("dev.halfway.web..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.halfway.web..", "jakarta.servlet..", "jakarta.ws.rs..")
        .check(CLASSES);
  }

  @Test
  void onlyTheAdapterSpeaksOfConnectors() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.resource..")
        .check(CLASSES);
  }

  @Test
  void ofTheAdapterOnlyItsInterfaceIsKnown() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.halfway.ra..").and(not(resideInAPackage("dev.halfway.ra.api"))))
        .check(CLASSES);
  }

  /** Sending is Jakarta Messaging: a scenario that used more could not change its mechanism. */
  @Test
  void theAdapterIsKnownOnlyToThoseWhoShowWhatItDoes() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.halfway.messages..", "dev.halfway.transaction..", "dev.halfway.web.transaction..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.halfway.ra..")
        .check(CLASSES);
  }

  /** But for what has to be in front of all filters, for which the Servlet API has nothing. */
  @Test
  void nobodyTouchesTheClassesOfAProvider() {
    noClasses()
        .that()
        .resideOutsideOfPackage(READS_THE_LOG)
        .and()
        .doNotBelongToAnyOf(LoginGate.class, UndertowConnections.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.activemq..",
            "com.arjuna..",
            "org.wildfly..",
            "org.jboss..",
            "io.undertow..",
            "org.hibernate..",
            "org.h2..",
            "org.postgresql..",
            "org.eclipse.yasson..",
            "org.eclipse.parsson..")
        .check(CLASSES);
  }

  /** But for what asks about the database itself, and what has to be outside of transactions. */
  /** RestartNeeded asks whether there is a database at all. */
  @Test
  void rowsAreReadAndWrittenInOneWay() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.halfway.health",
            "dev.halfway.transaction.comparison",
            "dev.halfway.transaction.xa")
        .and(
            not(belongToAnyOf(RestartNeeded.class, Sql.class, Schema.class, XaParticipation.class)))
        .should()
        .callMethod(DataSource.class, "getConnection")
        .check(CLASSES);
  }

  @Test
  void nobodySendsSerializedObjects() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.jms.ObjectMessage")
        .orShould()
        .callMethodWhere(targetNamed("createObjectMessage"))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(CLASSES);
  }

  /** But for records: a row or an answer has as many components as it has. */
  @Test
  void nothingTakesMoreThanSixParameters() {
    constructors()
        .that()
        .areDeclaredInClassesThat(not(assignableTo(Record.class)))
        .should(haveAtMostSixParameters())
        .check(CLASSES);
    methods().should(haveAtMostSixParameters()).check(CLASSES);
  }

  private static <T extends JavaCodeUnit> ArchCondition<T> haveAtMostSixParameters() {
    return new ArchCondition<>("have at most six parameters") {
      @Override
      public void check(T code, ConditionEvents events) {
        if (code.getRawParameterTypes().size() > 6) {
          events.add(SimpleConditionEvent.violated(code, code.getFullName()));
        }
      }
    };
  }

  @Test
  void timesAreOfJavaTime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar|Timer|TimerTask)")
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
        .that()
        .resideOutsideOfPackages(READS_THE_LOG, BEFORE_THE_SERVER)
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

  /** On its class path there is nothing else. */
  @Test
  void whatRunsBeforeTheServerKnowsTheJdkAndTheSettings() {
    noClasses()
        .that()
        .resideInAnyPackage(BEFORE_THE_SERVER, "dev.halfway.settings")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "javax.management..",
            "org.jspecify..",
            BEFORE_THE_SERVER,
            "dev.halfway.settings")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void logsGoThroughSlf4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage(READS_THE_LOG)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "org.apache.commons.logging..", "org.apache.logging..")
        .check(CLASSES);
  }

  /** But for the one that is there because the server's may not end. */
  @Test
  void threadsAreTheServers() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(StopLimit.class)
        .and()
        .resideOutsideOfPackage(BEFORE_THE_SERVER)
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it starts a thread of its own",
                call -> call.getTargetOwner().isAssignableTo(Thread.class)))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it makes threads without the server's factory",
                call ->
                    call.getTargetOwner().isEquivalentTo(Executors.class)
                        && call.getName().startsWith("new")
                        && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(ThreadFactory.class))))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it works on the pool that everybody shares",
                call ->
                    call.getTarget().getName().matches(".*Async|commonPool")
                        && call.getTargetOwner()
                            .getPackageName()
                            .startsWith("java.util.concurrent")))
        .check(CLASSES);
  }

  /** The server's executors refuse and drop what comes while it is suspended. */
  @Test
  void poolsAreOurOwn() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(ManagedExecutorService.class))
        .because("ManagedPools work whatever state the server is in")
        .check(CLASSES);
  }

  @Test
  void aMessageDrivenBeanIsANamedConsumer() {
    classes()
        .that()
        .areAnnotatedWith(MessageDriven.class)
        .should()
        .beAnnotatedWith(Consumer.class)
        .check(CLASSES);
  }

  @Test
  void aMessageDrivenBeanSwallowsNoFailureOfTheBroker() {
    noClasses()
        .that()
        .areAnnotatedWith(MessageDriven.class)
        .should(catchAnyOf(JMSException.class, JMSRuntimeException.class))
        .check(CLASSES);
  }

  /** A bean's view has public methods only: "Not a business method", when it is called. */
  @Test
  void nobodyCallsAnEnterpriseBeanButByPublicMethods() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "it is another's enterprise bean's and not public",
                call ->
                    isEnterpriseBean(call.getTargetOwner())
                        && !call.getOriginOwner().equals(call.getTargetOwner())
                        && call.getTarget()
                            .resolveMember()
                            .filter(method -> !method.getModifiers().contains(JavaModifier.PUBLIC))
                            .isPresent()))
        .check(CLASSES);
  }

  private static boolean isEnterpriseBean(JavaClass type) {
    return type.isAnnotatedWith(Singleton.class);
  }

  /** What consumes messages, and what begins with the application. All others are CDI beans. */
  @Test
  void enterpriseBeansAreThereWhereTheContainerHasAPart() {
    classes()
        .that()
        .areAnnotatedWith(Singleton.class)
        .should()
        .beAnnotatedWith(Startup.class)
        .check(CLASSES);
    noClasses()
        .should()
        .beAnnotatedWith(Stateless.class)
        .orShould()
        .beAnnotatedWith(Stateful.class)
        .check(CLASSES);
    noMethods()
        .should()
        .beAnnotatedWith(Schedule.class)
        .orShould()
        .beAnnotatedWith(Asynchronous.class)
        .orShould()
        .beAnnotatedWith(Timeout.class)
        .because("Repeater is how something is done again and again")
        .check(CLASSES);
  }

  /** Jakarta Transactions commits what ends with a checked exception. */
  @Test
  void aTransactionIsRolledBackByTheExceptionsOfItsBean() {
    methods()
        .that()
        .arePublic()
        .and(describe("begin a transaction", ArchitectureTest::begins))
        .should(rollBackOnWhatTheyDeclare())
        .check(CLASSES);
  }

  private static boolean begins(JavaMethod method) {
    return transaction(method)
        .filter(it -> it.value() == TxType.REQUIRED || it.value() == TxType.REQUIRES_NEW)
        .isPresent();
  }

  private static Optional<Transactional> transaction(JavaMethod method) {
    return method
        .tryGetAnnotationOfType(Transactional.class)
        .or(() -> method.getOwner().tryGetAnnotationOfType(Transactional.class));
  }

  private static ArchCondition<JavaMethod> rollBackOnWhatTheyDeclare() {
    return new ArchCondition<>("roll back on the exceptions of ours that they declare") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        List<Class<?>> rollingBack = List.of(transaction(method).orElseThrow().rollbackOn());
        for (JavaClass declared : method.getExceptionTypes()) {
          boolean checked =
              declared.getPackageName().startsWith("dev.halfway")
                  && !declared.isAssignableTo(RuntimeException.class);
          if (checked && rollingBack.stream().noneMatch(declared::isAssignableTo)) {
            events.add(
                SimpleConditionEvent.violated(
                    method, method.getFullName() + " commits on " + declared.getName()));
          }
        }
      }
    };
  }

  /** Rows are read and written in one way: by Sql. */
  @Test
  void nobodyUsesJakartaPersistence() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.persistence..")
        .check(CLASSES);
  }

  /**
   * But for what a scenario is about, offering what is on sale and changing the dictionary, and for
   * what whoever has begun it may end, a comparison, and one's own password.
   */
  @Test
  void deletingAndPuttingIsTheOperators() {
    methods()
        .that()
        .areAnnotatedWith(DELETE.class)
        .or()
        .areAnnotatedWith(PUT.class)
        .and()
        .areNotDeclaredIn(SaleItemsResource.class)
        .and()
        .areNotDeclaredIn(DictionaryResource.class)
        .and()
        .areNotDeclaredIn(ComparisonsResource.class)
        .and()
        .areNotDeclaredIn(OwnPasswordResource.class)
        .should(beAnnotatedWith(operatorOnly()))
        .check(CLASSES);
  }

  @Test
  void everyRoleThatIsAskedForExists() {
    methods()
        .that()
        .areAnnotatedWith(RolesAllowed.class)
        .should(beAnnotatedWith(roles("operator")).or(beAnnotatedWith(roles("operator", "viewer"))))
        .check(CLASSES);
  }

  /** Access looks at nobody there. */
  @Test
  void onlyWhatTakesADriversTokenLooksItselfAtWhoIsCalling() {
    methods()
        .that()
        .areAnnotatedWith(PermitAll.class)
        .should()
        .beDeclaredIn(DispatchesResource.class)
        .andShould()
        .haveName("accept")
        .check(CLASSES);
    noClasses().should().beAnnotatedWith(PermitAll.class).check(CLASSES);
  }

  /** OpenApiDocumentTest looks whether each of them is described. */
  @Test
  void everyResourceMethodIsPublic() {
    methods().that().areMetaAnnotatedWith(HttpMethod.class).should().bePublic().check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../rar", "../ejb", "."})
  void everyPackageSaysWhatItIsForAndKnowsItsNulls(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(Path::getParent)
                  .distinct())
          .isNotEmpty()
          .allSatisfy(
              folder ->
                  assertThat(folder.resolve("package-info.java"))
                      .content()
                      .startsWith("/**")
                      .contains("@NullMarked"));
    }
  }

  private static String[] packagesOf(String scenario) {
    return new String[] {"dev.halfway." + scenario + "..", "dev.halfway.web." + scenario + ".."};
  }

  private static DescribedPredicate<JavaMethodCall> targetNamed(String name) {
    return DescribedPredicate.describe(
        "it calls " + name, call -> call.getTarget().getName().equals(name));
  }

  private static DescribedPredicate<JavaAnnotation<?>> operatorOnly() {
    return roles("operator");
  }

  private static DescribedPredicate<JavaAnnotation<?>> roles(String... roles) {
    return DescribedPredicate.describe(
        "@RolesAllowed(" + Arrays.toString(roles) + ")",
        annotation ->
            annotation.getRawType().isEquivalentTo(RolesAllowed.class)
                && Arrays.equals(annotation.as(RolesAllowed.class).value(), roles));
  }

  private static ArchCondition<JavaClass> catchAnyOf(Class<?>... failures) {
    return new ArchCondition<>("catch any of " + Arrays.toString(failures)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getTryCatchBlocks().stream()
            .filter(
                block ->
                    block.getCaughtThrowables().stream()
                        .anyMatch(
                            caught -> Arrays.stream(failures).anyMatch(caught::isAssignableFrom)))
            .forEach(
                block ->
                    events.add(
                        SimpleConditionEvent.satisfied(
                            type, block.getSourceCodeLocation() + " catches")));
      }
    };
  }
}
