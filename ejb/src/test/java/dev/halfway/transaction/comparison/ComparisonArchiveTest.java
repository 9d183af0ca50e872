package dev.halfway.transaction.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.audit.Audits;
import dev.halfway.persistence.TestDatabase;
import dev.halfway.testing.Injected;
import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.Comparison.State;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparisons as they are kept, in both databases. */
class ComparisonArchiveTest {

  private static final ComparisonRequest REQUEST =
      new ComparisonRequest(List.of(Mode.HALF), 1, 1, false, Map.of(), 1);

  private final Comparison comparison = Comparison.begun(UUID.randomUUID(), REQUEST, "ada");

  private static ComparisonArchive on(TestDatabase database) {
    ComparisonArchive archive = new ComparisonArchive();
    Injected.into(archive, "sql", database.sql());
    Injected.into(archive, "audit", Audits.on(database.sql()));
    return archive;
  }

  private State state(ComparisonArchive archive) {
    return archive.find(comparison.id()).orElseThrow().state();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverWantsItToEndFirstIsNoted(TestDatabase database) {
    ComparisonArchive archive = on(database);
    archive.add(comparison, "ada");
    assertThat(archive.find(comparison.id()).orElseThrow().startedBy()).isEqualTo("ada");
    assertThat(archive.cancelledBy(comparison.id())).isEmpty();

    archive.cancel(comparison.id(), "bob");
    archive.cancel(comparison.id(), "cyd");

    assertThat(archive.cancelledBy(comparison.id())).contains("bob");
    assertThat(state(archive)).as("its node ends it").isEqualTo(State.RUNNING);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatHasEndedIsNotCancelled(TestDatabase database) {
    ComparisonArchive archive = on(database);
    archive.add(comparison, "ada");
    archive.update(comparison.ended(State.FAILED, "the broker is gone"));

    archive.cancel(comparison.id(), "bob");

    assertThat(archive.cancelledBy(comparison.id())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatWasToEndWhenItsServerDiedIsCancelled(TestDatabase database) {
    ComparisonArchive archive = on(database);
    Comparison other = Comparison.begun(UUID.randomUUID(), REQUEST, "ada");
    archive.add(comparison, "ada");
    archive.add(other, "ada");
    archive.cancel(comparison.id(), "bob");

    archive.interrupted();

    assertThat(state(archive)).isEqualTo(State.CANCELLED);
    assertThat(archive.find(comparison.id()).orElseThrow().failure()).isEqualTo("cancelled by bob");
    assertThat(archive.find(other.id()).orElseThrow().state()).isEqualTo(State.INTERRUPTED);
  }
}
