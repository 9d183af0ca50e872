package dev.halfway.transaction.xa;

import dev.halfway.broker.BrokerManagement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSRuntimeException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Branches that are prepared in the broker. */
@ApplicationScoped
class BrokerBranches {

  /** Artemis lists a branch as a line that has its Xid in Base64. */
  private static final Pattern LISTED = Pattern.compile("base64: ([0-9A-Za-z_-]+=*)");

  /** Of Narayana's: a Uid of 28 bytes, and eight more. */
  private static final int BRANCH_BYTES = 36;

  @Inject private BrokerManagement broker;

  /** Since when branches are prepared the broker tells nobody but people: when they were seen. */
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();

  /** Those of Narayana's transactions. */
  List<PreparedBranch> all() {
    List<PreparedBranch> branches = new ArrayList<>();
    Instant now = Instant.now();
    JsonValue listed =
        broker.invoke("broker", "listPreparedTransactions", JsonValue.EMPTY_JSON_ARRAY);
    if (listed instanceof JsonArray lines) {
      for (JsonString line : lines.getValuesAs(JsonString.class)) {
        Matcher matcher = LISTED.matcher(line.getString());
        if (matcher.find()) {
          String xid = matcher.group(1);
          globalOf(xid)
              .ifPresent(
                  global ->
                      branches.add(
                          new PreparedBranch(global, xid, seen.computeIfAbsent(xid, one -> now))));
        }
      }
    }
    seen.keySet().retainAll(branches.stream().map(PreparedBranch::handle).toList());
    return branches;
  }

  /**
   * An Xid is there the branch, then the global id, then the format, its lowest byte first and each
   * byte modulo 255 (org.apache.activemq.artemis.core.transaction.impl.XidImpl, up to 2.56).
   */
  static Optional<GlobalId> globalOf(String base64) {
    byte[] xid = Base64.getUrlDecoder().decode(base64);
    int end = xid.length - Integer.BYTES;
    if (end <= BRANCH_BYTES) {
      return Optional.empty();
    }
    byte[] format = Arrays.copyOfRange(xid, end, xid.length);
    return Arrays.equals(format, formatModulo(255)) || Arrays.equals(format, formatModulo(256))
        ? GlobalId.of(GlobalId.FORMAT, Arrays.copyOfRange(xid, BRANCH_BYTES, end))
        : Optional.empty();
  }

  private static byte[] formatModulo(int modulus) {
    byte[] bytes = new byte[Integer.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((GlobalId.FORMAT >> (i * Byte.SIZE)) % modulus);
    }
    return bytes;
  }

  void end(PreparedBranch branch, boolean commit) {
    String operation = commit ? "commitPreparedTransaction" : "rollbackPreparedTransaction";
    JsonValue done =
        broker.invoke("broker", operation, Json.createArrayBuilder().add(branch.handle()).build());
    if (done.equals(JsonValue.FALSE)) {
      throw new JMSRuntimeException("the broker does not know the branch any more");
    }
  }
}
