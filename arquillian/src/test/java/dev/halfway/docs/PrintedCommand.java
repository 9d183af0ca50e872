package dev.halfway.docs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that a document prints: a line, with those that continue it. */
record PrintedCommand(String text) {

  private static final Pattern END = Pattern.compile("(?<!\\\\)\n");
  private static final Pattern BUILD = Pattern.compile("(\\w+=\\S* )*mvn(\\s.*)?", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("\\bcurl\\b");
  private static final Pattern STATUS = Pattern.compile("\\s# ([1-5]\\d\\d)\\b[^'\"]*$");

  /** All commands of a document, in their order. */
  static List<PrintedCommand> of(String document) {
    return Manual.of(document).blocks().stream()
        .filter(block -> block.language().equals("sh"))
        .flatMap(block -> END.splitAsStream(block.text()))
        .map(PrintedCommand::new)
        .toList();
  }

  /** Whether it is Maven: the build does not run within the build. */
  boolean isBuild() {
    return BUILD.matcher(text).matches();
  }

  /** Whether it makes a request. */
  boolean isCall() {
    return CALL.matcher(text).find();
  }

  /** Whether a status is the one in the comment behind the command, or a 2xx without a comment. */
  boolean isAnsweredBy(int status) {
    Matcher printed = STATUS.matcher(text);
    return printed.find()
        ? status == Integer.parseInt(printed.group(1))
        : status >= 200 && status < 300;
  }
}
