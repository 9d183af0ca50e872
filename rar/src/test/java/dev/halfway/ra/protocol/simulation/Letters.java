package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.PropertyNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What applications have to say. */
final class Letters {

  private final Dice dice;
  private final List<Target> targets;
  private final int poison;
  private final int timed;

  Letters(Dice dice, List<Target> targets) {
    this.dice = dice;
    this.targets = targets;
    poison = dice.chance(600) ? 0 : dice.between(1, 200);
    timed = dice.chance(500) ? 0 : dice.between(1, 1000);
  }

  /** The messages of a transaction. */
  void write(Transaction transaction) {
    int many = dice.between(1, 3);
    for (int number = 0; number < many; number++) {
      @Nullable String key = dice.chance(250) ? null : "key" + dice.below(3);
      transaction.messages.add(
          new Sent(
              transaction,
              number,
              dice.oneOf(targets),
              key,
              properties(key),
              dice.below(10),
              dice.chance(800),
              dice.chance(timed) ? 1 + dice.below(60_000L) : 0,
              dice.chance(timed) ? 1 + dice.below(120_000L) : 0,
              dice.chance(poison)));
    }
  }

  private Map<String, Object> properties(@Nullable String key) {
    Map<String, Object> properties = new HashMap<>();
    if (key != null) {
      properties.put(dice.chance(500) ? "JMSXGroupID" : PropertyNames.KEY, key);
    }
    if (dice.chance(200)) {
      properties.put("colour", "blue");
    }
    if (dice.chance(200)) {
      properties.put("_AMQ_DUPL_ID", "once");
    }
    if (dice.chance(100)) {
      // It was received as such and is sent on.
      properties.put(PropertyNames.TRANSACTION, "an earlier one");
      properties.put(PropertyNames.ORDINAL, 7);
    }
    return properties;
  }
}
