package dev.halfway.ra.protocol.model;

import java.util.ArrayList;
import java.util.List;

/** A run in which something goes wrong, in plain words. */
final class Story {

  private static final List<String> NUMBERS = List.of("one", "two", "three", "four");

  private final Run run;
  private final List<String> lines = new ArrayList<>();

  /** How one is named where it does not matter which one. */
  private final String aMessage;

  /** In the order in which they come up. */
  private final List<String> nodes = new ArrayList<>();

  private Story(Run run) {
    this.run = run;
    aMessage = run.atoms("Message", 0).size() == 1 ? "the message" : "a message";
  }

  /** As far as what goes wrong, or until it repeats itself. */
  static String of(Run run) {
    Story story = new Story(run);
    story.tell();
    return String.join("\n", story.lines);
  }

  private void tell() {
    List<String> removed = run.atoms("Removed.rule", 0);
    lines.add(removed.isEmpty() ? "With all rules" : "Without the rule: " + rule(removed.get(0)));
    if (removed.contains("OwnClock") && run.atoms("Node", 0).size() == 2) {
      lines.add("    " + clocks());
    }
    if (!run.atoms("Checked", 0).isEmpty()) {
      lines.add("    There is no marker. A TransactionChecker settles the transaction.");
    }
    int steps = 0;
    int repeated = 0;
    String wrong = "";
    for (int i = 0; i < run.length() && wrong.isEmpty(); i++) {
      wrong = wrong(i);
      if (i == run.repeatsFrom()) {
        repeated = steps + 1;
      }
      if (wrong.isEmpty() && !run.event(i).equals("Nothing")) {
        steps++;
        lines.add("%2d. %s.".formatted(steps, sentence(what(i))));
      }
    }
    lines.add("    " + sentence(wrong.isEmpty() ? end(steps, repeated) : wrong) + ".");
  }

  private String end(int steps, int repeated) {
    if (run.single()) {
      return "this step breaks what was true before it";
    }
    return repeated > steps ? "nothing more happens" : "and so on for ever, from step " + repeated;
  }

  private static String rule(String name) {
    return switch (name) {
      case "MarkerDecides" -> "the marker decides, and not what the application was told";
      case "FenceFirst" -> "no marker does not mean rollback, only the fence does";
      case "DoubtDecidesNothing" -> "a fence that meets a lock, or gets no answer, decides nothing";
      case "MarkerBeforeHalf" -> "the marker is inserted before the half message is sent";
      case "HalfBeforeCommit" -> "COMMIT is sent only when the broker has stored the half message";
      case "ForwardAndAcknowledgeTogether" -> "forward and acknowledge in one broker transaction";
      case "OwnClock" -> "the immunity time is measured by the relay's own clock";
      case "SightingsAreKept" -> "a relay remembers its sighting while another has the message";
      case "ShortTransactions" -> "a checker's transaction is shorter than the immunity time";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private String what(int step) {
    return switch (run.event(step)) {
      case "InsertsMarker" -> "the application inserts the marker" + of(step) + ". It is locked";
      case "MarkerMeetsFence" -> "the application's marker" + of(step) + " meets the fence";
      case "SendsHalf" -> "the application sends the half message" + of(step) + " to the broker";
      case "SendsCommit" -> "the application sends COMMIT" + of(step) + " to the database";
      case "GivesUp" -> "the application gives up " + transaction(step);
      case "Commits" -> "the database commits " + transaction(step);
      case "RollsBack" -> "the database rolls back " + transaction(step);
      case "StoresHalf" -> "the broker stores the half message" + of(step) + ", and says so";
      case "StoresHalfUnheard" ->
          "the broker stores the half message" + of(step) + ". Its answer is lost";
      case "Receives" -> relay(step) + " receives " + message(step);
      case "Reads" -> relay(step) + " looks, and finds " + found(step);
      case "Fences" -> relay(step) + " sets the fence";
      case "FencesUnheard" -> relay(step) + " sets the fence. The answer is lost";
      case "FenceMeetsRow" -> relay(step) + " tries the fence, and finds " + found(step);
      case "FenceMeetsLock" -> relay(step) + " tries the fence, and meets the marker's lock";
      case "Asks" -> relay(step) + " asks the application, which " + known(step);
      case "Forwards" -> relay(step) + " forwards and acknowledges " + message(step);
      case "ForwardsOnly" ->
          relay(step) + " forwards " + message(step) + ", and does not acknowledge it yet";
      case "Acknowledges" -> relay(step) + " acknowledges " + message(step);
      case "Discards" -> relay(step) + " discards " + message(step);
      case "SetsAside" -> relay(step) + " sets " + message(step) + " aside";
      case "StartsAgain" -> relay(step) + " notices that its session is gone";
      case "ImmunityEnds" ->
          "the immunity time of " + message(step) + " is over, by the clock of " + node(step);
      case "NodeDies" -> node(step) + " dies";
      case "NodeStarts" -> node(step) + " starts";
      case "ConnectionBreaks" ->
          node(step) + " loses the broker, which takes " + message(step) + " back";
      case "BrokerDies" -> "the broker dies and starts. It has what it has stored";
      case "DatabaseDies" -> "the database dies and starts. What was open is rolled back";
      case "DatabaseIsAway" ->
          relay(step) + " gets no answer from the database, and gives " + message(step) + " back";
      default -> throw new IllegalArgumentException(run.event(step));
    };
  }

  /** What the relay knows after a step. */
  private String found(int step) {
    return switch (run.atom("Step.node.(knows')", step)) {
      case "SaysCommitted" ->
          run.isTrue("Step.node.holds.of in Committed", step)
              ? "the marker"
              : "that its own process has sent COMMIT";
      case "SaysRolledBack" -> "the fence";
      default -> "no marker";
    };
  }

  /** What the application says when it is asked in a step. */
  private String known(int step) {
    return run.isTrue("Step.node.holds.of in Committed", step)
        ? "finds its data"
        : "does not find its data";
  }

  /** What must not be, before a step; empty where there is no such thing. */
  private String wrong(int step) {
    if (!run.isTrue("onlyAfterCommit", step)) {
      return aMessage + " is delivered, and its transaction has not committed";
    }
    if (!run.isTrue("onlyOnce", step)) {
      return aMessage + " is delivered twice";
    }
    if (!run.isTrue("neverBoth", step)) {
      return aMessage + " is delivered, and it is discarded";
    }
    if (!run.isTrue("neverLost", step)) {
      return aMessage + " is discarded, and its transaction has committed";
    }
    if (!run.isTrue("neverEnded", step)) {
      return "the fence is there, and the transaction is still open. It can never commit";
    }
    if (!run.isTrue("neverMissing", step)) {
      return aMessage + " is nowhere, and its transaction has committed";
    }
    return "";
  }

  private String clocks() {
    return "The clock of %s shows more than that of %s."
        .formatted(node(run.atom("aheadOf.Node", 0)), node(run.atom("Node.aheadOf", 0)));
  }

  private String of(int step) {
    return run.atoms("Transaction", step).size() == 1 ? "" : " of " + transaction(step);
  }

  private String transaction(int step) {
    return named("transaction", "Transaction", step);
  }

  private String message(int step) {
    return named("message", "Message", step);
  }

  private String named(String kind, String set, int step) {
    List<String> all = run.atoms(set, step);
    return all.size() == 1
        ? "the " + kind
        : kind + " " + NUMBERS.get(all.indexOf(run.atom("Step." + kind, step)));
  }

  private String relay(int step) {
    return node(step) + "'s relay";
  }

  private String node(int step) {
    return node(run.atom("Step.node", step));
  }

  private String node(String atom) {
    if (!nodes.contains(atom)) {
      nodes.add(atom);
    }
    return "node " + NUMBERS.get(nodes.indexOf(atom));
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
