package dev.halfway.settings;

import static dev.halfway.settings.Setting.Kind.OPTIONAL;
import static dev.halfway.settings.Setting.Kind.SECRET;
import static dev.halfway.settings.Setting.Kind.URL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All settings, in the order of {@code ear/docs/configuration.md}. What is declared here is what
 * that page says and what the code reads: a test compares the three.
 */
public final class Settings {

  private static final String NODE = "[A-Za-z0-9_.-]{1,23}";
  private static final String STORE = "[A-Za-z0-9_.-]{1,64}";
  private static final Allowed FLAG = Allowed.oneOf("true", "false");
  private static final Allowed CONSUMERS = Allowed.whole(1, 256);
  private static final int LONGEST = 1_000;

  /** More than any body that is sent; what is bounded by it fits into a long. */
  private static final long MOST_BYTES = 1L << 40;

  /** A relay for each lane, and what the adapter does besides. */
  private static final int CONNECTIONS_BESIDE_LANES = 5;

  private static final List<Setting> ALL =
      List.of(
          Setting.ofScript("HALFWAY_DATA", Allowed.text(LONGEST)),
          Setting.ofScript("HALFWAY_HEAP", Allowed.megabytes(256, 1 << 20)),
          Setting.ofScript("HALFWAY_CONSOLE", Allowed.oneOf("full", "short")),
          Setting.of("halfway.stop-within", Allowed.duration("PT1S", "PT1H")),
          Setting.of("halfway.disk.reserve", Allowed.whole(0, MOST_BYTES)),
          Setting.ofScript("HALFWAY_FAULTS", FLAG),
          Setting.ofServer(
              "JBOSS_SOCKET_BINDING_PORT_OFFSET",
              "jboss.socket.binding.port-offset",
              Allowed.whole(0, 55_545)),
          Setting.ofServer("JBOSS_BIND_ADDRESS", "jboss.bind.address", Allowed.host()),
          Setting.of("halfway.db.driver", Allowed.oneOf("h2", "postgresql")),
          Setting.of(
              "halfway.db.url",
              Allowed.matching(
                  "jdbc:(h2|postgresql):[^\\p{Cntrl}]{1,1000}(?<!\\s)",
                  "jdbc:postgresql://host/database"),
              URL),
          Setting.of("halfway.db.user", Allowed.text(LONGEST)),
          Setting.of("halfway.db.password", Allowed.printable(LONGEST), SECRET),
          Setting.of("halfway.db.pool", Allowed.whole(2, 1_000)),
          Setting.of("halfway.db.query-timeout", Allowed.whole(1, 86_400)),
          Setting.of("halfway.jms.pool", Allowed.whole(1, 1_000)),
          Setting.of("halfway.half.lanes", Allowed.whole(1, 64)),
          Setting.of("halfway.half.immunity", Allowed.whole(0, 3_600_000)),
          Setting.of("halfway.half.check-interval", Allowed.whole(1, 300_000)),
          Setting.of("halfway.half.max-checks", Allowed.whole(1, 1_000)),
          Setting.of("halfway.half.max-pending", Allowed.whole(1, 10_000_000)),
          Setting.of("halfway.half.takeover-after", Allowed.whole(15_000, 86_400_000)),
          Setting.of("halfway.half.db-pool", Allowed.whole(6, 1_000)),
          Setting.of(
              "halfway.half.queue",
              Allowed.matching(
                  "halfway\\.half(\\.[A-Za-z0-9_.-]{1,100})?",
                  "halfway.half, or a name that begins with halfway.half. and has letters, digits"
                      + " and ._-")),
          Setting.of(
              "halfway.half.store", Allowed.matching(STORE, "1 to 64 letters, digits and ._-")),
          Setting.of("halfway.redelivery.delay", Allowed.whole(0, 86_400_000)),
          Setting.of("halfway.redelivery.multiplier", Allowed.decimal("1", "100")),
          Setting.of("halfway.redelivery.max-delay", Allowed.whole(0, 86_400_000)),
          Setting.of(
              "halfway.redelivery.max-attempts",
              new Allowed(
                  "a whole number, 1 to 10,000, or -1 for no end",
                  List.of("1 to 10,000", "-1"),
                  value -> value.equals("-1") || Allowed.whole(1, 10_000).has(value))),
          Setting.of("halfway.inbox.retention", Allowed.duration("PT1M", "P3650D")),
          Setting.of("halfway.audit.retention", Allowed.duration("P1D", "P3650D")),
          Setting.of("halfway.access.anonymous", Allowed.oneOf("LOOPBACK", "ALL", "NONE")),
          Setting.of("halfway.operator.password-file", Allowed.text(LONGEST), OPTIONAL),
          Setting.of("halfway.accounts.iterations", Allowed.whole(4_096, 100_000_000)),
          Setting.of("halfway.http.max-body", Allowed.whole(1_024, 64 << 20)),
          Setting.of("halfway.http.body-timeout", Allowed.duration("PT1S", "PT1H")),
          Setting.of("halfway.http.max-connections", Allowed.whole(10, 100_000)),
          Setting.of("halfway.http.workers", Allowed.whole(8, 1_024)),
          Setting.of("halfway.decoupling.smpp.host", Allowed.host(), OPTIONAL),
          Setting.of("halfway.decoupling.smpp.port", Allowed.port(1)),
          Setting.of("halfway.decoupling.smpp.system-id", Allowed.ascii(15)),
          Setting.of("halfway.decoupling.smpp.password", Allowed.ascii(8), SECRET),
          Setting.of("halfway.decoupling.smpp.system-type", Allowed.ascii(12), OPTIONAL),
          // An SMS of several parts is submitted within one transaction, which lives 60 s.
          Setting.of(
              "halfway.decoupling.smpp.response-timeout", Allowed.duration("PT0.001S", "PT10S")),
          Setting.of(
              "halfway.decoupling.smpp.receipt-ids",
              Allowed.oneOf("AS_IS", "DECIMAL", "HEX", "HEX_TO_DECIMAL", "DECIMAL_TO_HEX")),
          Setting.of("halfway.decoupling.smpp.simulator-port", Allowed.port(0)),
          Setting.of(
              "halfway.decoupling.sender",
              Allowed.matching(
                  "\\+[1-9][0-9]{1,14}|[0-9]{3,15}|(?!\\+)[ -~]{1,11}",
                  "a number with a leading +, a short code or a name of 1 to 11 ASCII"
                      + " characters")),
          Setting.of("halfway.decoupling.text", Allowed.printable(10_000)),
          Setting.of("halfway.decoupling.consumers", CONSUMERS),
          Setting.of("halfway.smoothing.concurrency", Allowed.whole(1, 64)),
          Setting.of("halfway.smoothing.max-backlog", Allowed.whole(1, 10_000_000)),
          Setting.of("halfway.smoothing.rate", Allowed.whole(0, 1_000_000)),
          Setting.of("halfway.bus.answer-within", Allowed.duration("PT0.1S", "P1D")),
          Setting.of("halfway.bus.asks", Allowed.whole(1, 100)),
          Setting.of("halfway.bus.ticket-limit", Allowed.decimal("0.01", "1000000000")),
          Setting.of("halfway.bus.consumers", CONSUMERS),
          Setting.of("halfway.delay.window", Allowed.duration("PT1S", "P365D")),
          // Beyond about 40,000 timers the broker pages its queue, and they come late; those due
          // within
          // the next seconds it gets besides.
          Setting.of("halfway.delay.most-near", Allowed.whole(1, 30_000)),
          Setting.of("halfway.delay.consumers", CONSUMERS),
          Setting.of("halfway.broadcast.max-waiting", Allowed.whole(0, 10_000_000)),
          Setting.of("halfway.broadcast.retention", Allowed.duration("PT1M", "P365D")),
          Setting.of("halfway.hub.max-backlog", Allowed.whole(1, 10_000_000)),
          Setting.of("halfway.hub.retention", Allowed.duration("PT1M", "P3650D")),
          Setting.of("halfway.hub.log", Allowed.oneOf("INFO", "WARN", "ERROR", "OFF")),
          Setting.of("halfway.hub.max-line", Allowed.whole(256, 1 << 20)),
          Setting.of("halfway.hub.max-body", Allowed.whole(1_024, MOST_BYTES)),
          Setting.of("halfway.hub.elasticsearch.url", Allowed.web(), OPTIONAL),
          Setting.of(
              "halfway.hub.elasticsearch.index",
              Allowed.matching("[a-z0-9][a-z0-9._-]{0,200}", "lower-case letters, digits and ._-")),
          Setting.of("halfway.hub.elasticsearch.user", Allowed.text(LONGEST), OPTIONAL),
          Setting.of("halfway.hub.elasticsearch.password", Allowed.printable(LONGEST), SECRET),
          Setting.of("halfway.hub.hadoop.url", Allowed.web(), OPTIONAL),
          Setting.of(
              "halfway.hub.hadoop.path",
              Allowed.matching(
                  "(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+",
                  "letters, digits and ._- behind slashes, and no . or ..")),
          Setting.of("halfway.hub.hadoop.user", Allowed.text(LONGEST), OPTIONAL),
          Setting.of("halfway.hub.hbase.url", Allowed.web(), OPTIONAL),
          Setting.of(
              "halfway.hub.hbase.table",
              Allowed.matching("[A-Za-z0-9_][A-Za-z0-9_.-]*", "letters, digits and _.-")),
          Setting.of("halfway.hub.opentsdb.url", Allowed.web(), OPTIONAL),
          Setting.of(
              "halfway.hub.kafka.servers",
              Allowed.matching(
                  "[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*",
                  "host:port, more of them with commas between"),
              OPTIONAL),
          Setting.of(
              "halfway.hub.kafka.topic",
              Allowed.matching(
                  "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}",
                  "1 to 249 letters, digits and ._-, and not . or ..")),
          Setting.of("halfway.hub.files.folder", Allowed.text(LONGEST), OPTIONAL),
          Setting.of("halfway.transaction.consumers", CONSUMERS),
          Setting.of("halfway.transaction.order-limit", Allowed.decimal("0", "1000000000")),
          Setting.of("halfway.transaction.comparison-orders", Allowed.whole(0, 1_000_000)),
          Setting.of("halfway.transaction.comparison-time", Allowed.duration("PT1S", "P1D")),
          Setting.of("halfway.transaction.outbox-poll", Allowed.duration("PT0.001S", "PT1H")),
          Setting.of("halfway.transaction.xa-min-age", Allowed.duration("PT0S", "P1D")),
          Setting.of("jboss.tx.node.id", Allowed.matching(NODE, "1 to 23 letters, digits and ._-")),
          Setting.of("halfway.broker.host", Allowed.host()),
          Setting.of("halfway.broker.port", Allowed.port(1)),
          Setting.of("halfway.broker.user", Allowed.text(LONGEST)),
          Setting.of("halfway.broker.password", Allowed.printable(LONGEST), SECRET),
          Setting.of("halfway.broker.tls", FLAG),
          Setting.of("halfway.broker.trust-store", Allowed.readableFile()),
          Setting.of("halfway.broker.trust-store-password", Allowed.printable(LONGEST), SECRET),
          Setting.of("halfway.broker.backup.host", Allowed.host()),
          Setting.of("halfway.broker.backup.port", Allowed.port(1)),
          Setting.of("halfway.broker.ha", FLAG));

  private Settings() {}

  /** All of them. */
  public static List<Setting> all() {
    return ALL;
  }

  /**
   * What is wrong, each in one line that names the setting, its value and what is allowed; nothing
   * when all is right.
   *
   * @param values what is given; nothing where the default counts
   */
  public static List<String> complaints(Function<Setting, Optional<String>> values) {
    List<String> complaints = new ArrayList<>();
    for (Setting setting : ALL) {
      values.apply(setting).flatMap(setting::check).ifPresent(complaints::add);
    }
    if (complaints.isEmpty()) {
      together(values, complaints);
    }
    return complaints;
  }

  /** What is right alone and not with another one. */
  private static void together(
      Function<Setting, Optional<String>> values, List<String> complaints) {
    Setting url = named("halfway.db.url");
    String driver = values.apply(named("halfway.db.driver")).orElse("h2");
    Optional<String> address = values.apply(url);
    if (address.isEmpty() && !driver.equals("h2")) {
      complaints.add(
          url.complaint(
              "is missing; with halfway.db.driver "
                  + driver
                  + " it must be "
                  + url.allowed().text()));
    }
    address
        .filter(text -> !text.startsWith("jdbc:" + driver + ":"))
        .ifPresent(
            text ->
                complaints.add(
                    url.complaint(
                        "with halfway.db.driver %s it must begin with jdbc:%s:, not %s"
                            .formatted(driver, driver, url.shown(text)))));
    int lanes = values.apply(named("halfway.half.lanes")).map(Integer::parseInt).orElse(2);
    values
        .apply(named("halfway.half.db-pool"))
        .filter(pool -> Integer.parseInt(pool) < lanes + CONNECTIONS_BESIDE_LANES)
        .ifPresent(
            pool ->
                complaints.add(
                    named("halfway.half.db-pool")
                        .complaint(
                            "must be at least %d, halfway.half.lanes and %d more, not '%s'"
                                .formatted(
                                    lanes + CONNECTIONS_BESIDE_LANES,
                                    CONNECTIONS_BESIDE_LANES,
                                    pool))));
  }

  /** The one that is called so. */
  public static Setting named(String name) {
    return ALL.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no setting " + name));
  }
}
