package dev.halfway.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.transaction.Mode;
import dev.halfway.transaction.comparison.Integrity;
import dev.halfway.transaction.comparison.ModeResult;
import dev.halfway.transaction.comparison.ModeResult.ForcedWrites;
import dev.halfway.web.transaction.ComparisonView.Result;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

  private static final String HEADER =
      "mode,orders_per_second,p50_ms,p95_ms,p99_ms,max_ms,consistency_p50_ms,consistency_p99_ms,"
          + "locks_in_doubt_mean_ms,locks_in_doubt_longest_ms,forced_writes_broker,"
          + "forced_writes_transaction_log,forced_writes_database,accepted,refused,failed,checked,"
          + "lost,phantom,duplicate,undecided";

  @Test
  void hasALineForEachMode() {
    assertThat(
            ComparisonTable.of(
                List.of(
                    Result.of(Reports.result(Mode.XA, 100.456)),
                    Result.of(Reports.result(Mode.HALF, 200)))))
        .isEqualTo(
            HEADER
                + "\r\nxa,100.46,1.23,2.47,3.7,4.94,10.0,30.0,3.01,40.0,1.5,0.75,2.25,"
                + "1000,1,2,1400,3,4,5,6\r\n"
                + "half,200.0,1.23,2.47,3.7,4.94,10.0,30.0,3.01,40.0,1.5,0.75,2.25,"
                + "1000,1,2,1400,3,4,5,6\r\n");
  }

  @Test
  void leavesWhatIsNotKnownEmpty() {
    ModeResult known = Reports.result(Mode.PLAIN, 1);

    assertThat(lineOf(with(known, null))).contains(",30.0,,,,,,1000,");
    assertThat(lineOf(with(known, new ForcedWrites(null, 0, null))))
        .contains(",30.0,,,,0.0,,1000,");
  }

  private static ModeResult with(ModeResult known, @Nullable ForcedWrites writes) {
    return new ModeResult(
        known.mode(),
        1_000,
        0,
        0,
        null,
        1,
        List.of(),
        known.latency(),
        known.consistency(),
        null,
        writes,
        new Integrity(0, 0, 0, 0, 0),
        Map.of());
  }

  private static String lineOf(ModeResult result) {
    return ComparisonTable.of(List.of(Result.of(result))).lines().skip(1).findFirst().orElseThrow();
  }
}
