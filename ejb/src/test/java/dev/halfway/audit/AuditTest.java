package dev.halfway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halfway.persistence.RowRetention;
import dev.halfway.persistence.Sql;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import dev.halfway.text.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit trail in both databases. */
class AuditTest {

  private final String who = UUID.randomUUID().toString();

  private static List<AuditEntry> of(Audit audit, String who) {
    return audit.newest(Long.MAX_VALUE, 1_000).stream()
        .filter(entry -> entry.who().equals(who))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void theNewestEntriesComeFirst(TestDatabase database) {
    Audit audit = Audits.on(database.sql());
    Instant before = Instant.now().minusSeconds(1);

    audit.record(who, "item put", "tea", "stock 1");
    audit.record(who, "half message COMMIT", "x.0", "asked", "ticket 815");

    List<AuditEntry> entries = of(audit, who);
    assertThat(entries).extracting(AuditEntry::subject).containsExactly("x.0", "tea");
    AuditEntry newest = entries.get(0);
    assertThat(newest.at()).isBetween(before, Instant.now().plusSeconds(1));
    assertThat(newest.action()).isEqualTo("half message COMMIT");
    assertThat(newest.outcome()).isEqualTo("asked");
    assertThat(newest.reason()).isEqualTo("ticket 815");
    assertThat(entries.get(1).reason()).isNull();
    assertThat(audit.newest(newest.id(), 1)).containsExactly(entries.get(1));
  }

  @ParameterizedTest
  @EnumSource
  void twoNamesOfTheLongestAreASubject(TestDatabase database) {
    Audit audit = Audits.on(database.sql());
    String name = "\ud83d\ude00".repeat(Names.LONGEST);

    audit.record(who, "cart put", name + ": " + name, "quantity 1");

    assertThat(of(audit, who)).extracting(AuditEntry::subject).containsExactly(name + ": " + name);
  }

  @Test
  void whatIsTooOldIsForgotten() {
    Sql sql = TestDatabase.fresh();
    Audit audit = Audits.on(sql);
    audit.record("old", "item put", "tea", "stock 1");
    sql.update("UPDATE audit SET at = ?", Instant.now().minus(Duration.ofDays(31)));
    audit.record("new", "item put", "tea", "stock 2");

    retention(sql, "P30D").deleteOld();

    assertThat(audit.newest(Long.MAX_VALUE, 10)).extracting(AuditEntry::who).containsExactly("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1D", "P365D", "P3650D"})
  void aRetentionThatIsRightStarts(String value) {
    assertThatCode(() -> retention(TestDatabase.H2.sql(), value).check())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-P1D", "PT23H59M", "P3651D"})
  void aRetentionThatIsWrongStopsTheStart(String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> retention(TestDatabase.H2.sql(), value).check())
        .withMessageStartingWith("halfway.audit.retention (")
        .withMessageContaining("must be a duration, P1D to P3650D, not '");
  }

  private static RowRetention retention(Sql sql, String audit) {
    RowRetention retention = new RowRetention();
    Injected.into(retention, "sql", sql);
    Injected.into(retention, "retention", Duration.ofDays(30));
    Injected.into(retention, "auditRetention", Duration.parse(audit));
    return retention;
  }
}
