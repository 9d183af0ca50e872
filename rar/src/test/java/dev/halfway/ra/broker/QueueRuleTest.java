package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.Manual;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a broker does not tell is its default; what it tells counts. */
class QueueRuleTest {

  private static final JsonObject NOTHING = JsonObject.EMPTY_JSON_OBJECT;

  /** Artemis has it since 2.56. */
  @Test
  void messagesMayNotBeDroppedWhenTheDiskIsFull() {
    QueueRule rule = rule("disk-full-policy");

    assertThat(rule.violation(told("DROP")))
        .contains(
            "disk-full-policy is DROP, BLOCK or FAIL is wanted: messages would be lost when the"
                + " disk is full");
    assertThat(rule.violation(told("FAIL"))).isEmpty();
    assertThat(rule.violation(NOTHING)).isEmpty();
  }

  @Test
  void someDefaultsAreWrong() {
    assertThat(QueueRule.OF_ADDRESS)
        .filteredOn(rule -> rule.violation(NOTHING).isPresent())
        .extracting(QueueRule::setting)
        .containsExactlyInAnyOrder("max-delivery-attempts", "auto-delete-queues");
  }

  /** A broker that tells less than it did must not be taken for one that is right. */
  @Test
  void queueThatIsNotDescribedIsRefused() {
    assertThat(QueueRule.OF_QUEUE)
        .allSatisfy(rule -> assertThat(rule.violation(NOTHING)).isPresent());
  }

  @Test
  void theManualHasThemAll() {
    assertThat(
            table(
                "Of an address (`default-last-value-queue` is called `last-value-queue` in"
                    + " WildFly):"))
        .isEqualTo(rows(QueueRule.OF_ADDRESS));
    assertThat(table("Of a queue:")).isEqualTo(rows(QueueRule.OF_QUEUE));
  }

  private static String table(String below) {
    return String.join("\n", Manual.page("configuration.md").tableAfter(below));
  }

  private static String rows(List<QueueRule> rules) {
    return rules.stream()
        .map(rule -> "| `%s` | %s | %s |".formatted(rule.setting(), values(rule), rule.reason()))
        .collect(Collectors.joining("\n"));
  }

  private static String values(QueueRule rule) {
    return rule.values().equals("none")
        ? "none"
        : "`" + rule.values().replace(" or ", "` or `") + "`";
  }

  private static JsonObject told(String policy) {
    return Json.createObjectBuilder().add("diskFullMessagePolicy", policy).build();
  }

  private static QueueRule rule(String setting) {
    return QueueRule.OF_ADDRESS.stream()
        .filter(one -> one.setting().equals(setting))
        .findFirst()
        .orElseThrow();
  }
}
