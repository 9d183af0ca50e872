package dev.halfway.ra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.Managed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line says and does; that it finds a server's process is another test's. */
class ConsoleTest {

  private final Managed managed = new Managed("one");

  @AfterEach
  void close() {
    managed.close();
  }

  @Test
  void showsAllFiguresAndWhatCanBeDone() throws Exception {
    assertThat(run())
        .startsWith("dev.halfway:type=HalfMessages,node=one: ")
        .containsPattern("Forwarded +7 +Messages delivered to their destination")
        .containsPattern("TakenOver +Half queues of other nodes .*\n      a\n      b\n")
        .contains("resolve id=<...> verdict=<...> reason=<...>\n")
        .containsPattern("verdict +COMMIT, which delivers it, or ROLLBACK");
    assertThat(managed.asked).isEmpty();
  }

  @Test
  void doesWhatItIsToldByTheNamesOfTheParameters() throws Exception {
    assertThat(run("inDoubt", "limit=10"))
        .hasLineCount(2)
        .startsWith("7-x.0 WAITING to orders, sent 1970-01-01T00:00:00Z by one, verdict UNKNOWN");
    managed.empty = true;
    assertThat(run("inDoubt", "limit=10")).isEmpty();
    assertThat(run("resolve", "reason=it = void, ticket 815", "verdict=ROLLBACK", "id=7-x.0"))
        .isEqualTo("SWALLOWED\n");
    assertThat(run("verdict=COMMIT", "resolve", "id=7-x.1", "reason=")).isEqualTo("SWALLOWED\n");
    assertThat(run("resume", "limit=5", "reason=the queue is back")).isEqualTo("3\n");
    assertThat(run("rebind", "reason=restored")).isEqualTo("done\n");

    assertThat(managed.asked)
        .containsExactly(
            "inDoubt 10",
            "inDoubt 10",
            "resolve 7-x.0 ROLLBACK",
            "resolve 7-x.1 COMMIT",
            "resume 5",
            "rebind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "forget                          | there is no operation 'forget', but [check, inDoubt,"
            + " rebind, resolve, resume]",
        "rebind                          | reason: is missing; why, for the log",
        "rebind reason=a now=b           | rebind takes reason=<...>, not [now]",
        "rebind because                  | 'because' is neither an operation alone nor"
            + " <parameter>=<value>",
        "inDoubt limit=all               | limit: a whole number is wanted, not 'all'",
        "node=two rebind reason=a        | node: one of [one] is wanted, as in node=<name>",
      })
  void saysWhatIsWrongAndDoesNothing(String words, String said) {
    assertThatIllegalArgumentException().isThrownBy(() -> run(words.split(" "))).withMessage(said);
    assertThat(managed.asked).isEmpty();
  }

  @Test
  void wantsToKnowWhichAdapterIsMeantWhereThereAreSeveral() throws Exception {
    try (Managed other = new Managed("two")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run("rebind", "reason=a"))
          .withMessage("node: one of [one, two] is wanted, as in node=<name>");

      run("node=two", "rebind", "reason=a");

      assertThat(other.asked).containsExactly("rebind");
      assertThat(managed.asked).isEmpty();
    }
  }

  @Test
  void saysThatThereIsNoAdapter() {
    managed.close();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("rebind", "reason=a"))
        .withMessage("there is no half-message adapter at work in that process");
  }

  @Test
  void passesOnWhyTheAdapterDidNot() {
    managed.failure = "controlQueue: cannot use halfway.half.control";

    assertThatThrownBy(() -> run("rebind", "reason=a"))
        .isInstanceOf(RuntimeMBeanException.class)
        .hasRootCauseMessage("controlQueue: cannot use halfway.half.control");
  }

  private static String run(String... words) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Console.of(ManagementFactory.getPlatformMBeanServer(), Arrays.asList(words))
        .run(new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8);
  }
}
