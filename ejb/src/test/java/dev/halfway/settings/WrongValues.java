package dev.halfway.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values that a setting must refuse, made of what it says that it allows. */
final class WrongValues {

  private static final Pattern RANGE = Pattern.compile("a (.+), ([^ ]+) to ([^ ]+)");
  private static final int SEVENTEEN = 17;

  /** Of those that allow texts of a form of their own. */
  private static final Map<String, List<String>> OF_A_FORM =
      Map.ofEntries(
          Map.entry("HALFWAY_DATA", List.of(" ", "/data ", "/da\nta")),
          Map.entry("JBOSS_BIND_ADDRESS", List.of("", "my host", "127.0.0.1 ", "http://host/")),
          Map.entry("halfway.db.url", List.of("", "postgresql://host/x", "jdbc:mysql://host/x")),
          Map.entry("halfway.db.user", List.of("", " ", "halfway ", "half\nway")),
          Map.entry("halfway.db.password", List.of("geheim\n")),
          Map.entry(
              "halfway.half.queue", List.of("", "orders", "halfway.half.", "halfway.half.a b")),
          Map.entry("halfway.half.store", List.of("", "a b", "x".repeat(65))),
          Map.entry(
              "halfway.redelivery.max-attempts", List.of("", "0", "-2", "10001", "ten", "1.5")),
          Map.entry("halfway.operator.password-file", List.of(" ", "/a\tb")),
          Map.entry("halfway.decoupling.smpp.host", List.of("my host", "host:2775", " ")),
          Map.entry("halfway.decoupling.smpp.system-id", List.of("", "x".repeat(16), "ä")),
          Map.entry("halfway.decoupling.smpp.password", List.of("geheimnis", "gehäim")),
          Map.entry("halfway.decoupling.smpp.system-type", List.of("x".repeat(13), "ä")),
          Map.entry("halfway.decoupling.sender", List.of("", "twelve chars", "+0123", "ä")),
          Map.entry("halfway.decoupling.text", List.of("", "a\nb", "x".repeat(10_001))),
          Map.entry("halfway.hub.elasticsearch.url", List.of("localhost:9200", "ftp://host", " ")),
          Map.entry("halfway.hub.elasticsearch.index", List.of("", "Events", "a b", "_all")),
          Map.entry("halfway.hub.elasticsearch.user", List.of(" ", "a\nb")),
          Map.entry("halfway.hub.elasticsearch.password", List.of("geheim\n")),
          Map.entry("halfway.hub.hadoop.url", List.of("hdfs://host:8020", "http://my host")),
          Map.entry("halfway.hub.hadoop.path", List.of("", "events", "/a/../b", "/a b", "/")),
          Map.entry("halfway.hub.hadoop.user", List.of(" ", "a\nb")),
          Map.entry("halfway.hub.hbase.url", List.of("host", "http://")),
          Map.entry("halfway.hub.hbase.table", List.of("", "a b", ".a")),
          Map.entry("halfway.hub.opentsdb.url", List.of("host:4242", "https://?")),
          Map.entry("halfway.hub.kafka.servers", List.of("localhost", "a:1;b:2", "a:1,", " a:1")),
          Map.entry("halfway.hub.kafka.topic", List.of("", ".", "..", "a b", "x".repeat(250))),
          Map.entry("halfway.hub.files.folder", List.of(" ", "/hub ")),
          Map.entry("jboss.tx.node.id", List.of("", "a b", "x".repeat(24), "ä")),
          Map.entry("halfway.broker.host", List.of("", "my host", "tcp://host")),
          Map.entry("halfway.broker.user", List.of("", " ")),
          Map.entry("halfway.broker.password", List.of("geheim\r\n")),
          Map.entry("halfway.broker.trust-store", List.of("", "/no/such/file", ".")),
          Map.entry("halfway.broker.trust-store-password", List.of("geheim\t")),
          Map.entry("halfway.broker.backup.host", List.of("", "my host")));

  private WrongValues() {}

  static Stream<String> of(Setting setting) {
    String text = setting.allowed().text();
    List<String> documented = setting.documented();
    if (text.startsWith("one of ")) {
      String first = documented.get(0);
      return Stream.concat(
          Stream.of("other", first + " ", " " + first, first + "," + documented.get(1)),
          emptyOf(setting));
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      String kind = range.group(1);
      String least = range.group(2).replace(",", "");
      String most = range.group(3).replace(",", "");
      return Stream.of(
              Stream.of("abc", "NaN", "Infinity", " " + least, least + " ", "1e2", "0x10", "٣"),
              beyond(kind, least, most),
              emptyOf(setting))
          .flatMap(values -> values);
    }
    return OF_A_FORM.getOrDefault(setting.name(), List.of()).stream();
  }

  private static Stream<String> emptyOf(Setting setting) {
    return setting.mayBeEmpty() ? Stream.empty() : Stream.of("");
  }

  private static Stream<String> beyond(String kind, String least, String most) {
    return switch (kind) {
      case "whole number" ->
          Stream.of(
              String.valueOf(Long.parseLong(least) - 1),
              String.valueOf(Long.parseLong(most) + 1),
              "9".repeat(SEVENTEEN),
              least + ".5",
              "+" + least);
      case "number" ->
          Stream.of(
              new BigDecimal(least).subtract(new BigDecimal("0.001")).toPlainString(),
              new BigDecimal(most).add(new BigDecimal("0.001")).toPlainString(),
              "9".repeat(SEVENTEEN));
      case "duration" ->
          Stream.of(
              Duration.parse(least).minusNanos(1).toString(),
              Duration.parse(most).plusNanos(1).toString(),
              "P" + "9".repeat(SEVENTEEN) + "D",
              "60");
      case "size in megabytes or gigabytes" -> Stream.of("12", "255m", "512", "1025g", "0x200m");
      default -> throw new AssertionError("what is wrong for a " + kind + "?");
    };
  }

  /** The least and the most that a setting allows, where it has a range. */
  static Stream<String> right(Setting setting) {
    Matcher range = RANGE.matcher(setting.allowed().text());
    return range.matches()
        ? Stream.of(range.group(2).replace(",", ""), range.group(3).replace(",", ""))
        : Stream.empty();
  }
}
