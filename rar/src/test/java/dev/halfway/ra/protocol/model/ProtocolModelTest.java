package dev.halfway.ra.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import edu.mit.csail.sdg.ast.Command;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of {@code halfway.als} end as they are expected to. What happens without a rule is
 * printed.
 *
 * <p>Runs of another length with {@code -Dmodel.steps=14}: each step more takes up to twice as
 * long. Alloy's own window shows the states of a counterexample.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolModelTest {

  private final Model model =
      new Model(
          Path.of(System.getProperty("basedir", "."), "src/test/alloy/halfway.als"),
          Integer.getInteger("model.steps", 0));

  @ParameterizedTest
  @MethodSource
  void holds(Command check) {
    Run counterexample = model.solve(check);

    assertThat(counterexample.isThere())
        .as(() -> check + "\n" + Story.of(counterexample))
        .isFalse();
  }

  Stream<Named<Command>> holds() {
    return commands(command -> command.check && command.expects == 0);
  }

  @ParameterizedTest
  @MethodSource
  void canHappen(Command run) {
    assertThat(model.solve(run).isThere()).isTrue();
  }

  Stream<Named<Command>> canHappen() {
    return commands(command -> !command.check);
  }

  @ParameterizedTest
  @MethodSource
  void goesWrongWithoutARule(Command check) {
    Run counterexample = model.solve(check);

    assertThat(counterexample.isThere()).isTrue();
    System.out.println(Story.of(counterexample) + "\n");
  }

  Stream<Named<Command>> goesWrongWithoutARule() {
    return commands(command -> command.check && command.expects == 1);
  }

  @Test
  void noCommandIsLeftOut() {
    assertThat(Stream.of(holds(), canHappen(), goesWrongWithoutARule()).flatMap(all -> all))
        .hasSameSizeAs(model.commands())
        .hasSizeGreaterThan(20);
  }

  @Test
  void somethingGoesWrongWithoutEachRule() {
    Set<String> removed = new HashSet<>();
    goesWrongWithoutARule()
        .map(command -> model.solve(command.getPayload()))
        .forEach(run -> removed.addAll(run.atoms("Removed.rule", 0)));

    assertThat(removed).containsExactlyInAnyOrderElementsOf(all("Rule"));
  }

  /** An event that can never happen would make the model smaller than it looks. */
  @Test
  void allEventsHappen() {
    Set<String> happened = new HashSet<>();
    Stream.concat(canHappen(), goesWrongWithoutARule())
        .map(command -> model.solve(command.getPayload()))
        .forEach(
            run -> {
              for (int i = 0; i < run.length(); i++) {
                happened.add(run.event(i));
              }
            });

    assertThat(happened).containsExactlyInAnyOrderElementsOf(all("Event"));
  }

  private List<String> all(String set) {
    return model.solve(canHappen().findFirst().orElseThrow().getPayload()).atoms(set, 0);
  }

  private Stream<Named<Command>> commands(Predicate<Command> kind) {
    return model.commands().stream()
        .filter(kind)
        .map(command -> Named.of(command.toString(), command));
  }
}
