package dev.halfway.ra.protocol.model;

import edu.mit.csail.sdg.alloy4.A4Reporter;
import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.parser.CompModule;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Options;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.TranslateAlloyToKodkod;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kodkod.solvers.SAT4JRef;

/** The model with its commands. Each command is solved once. */
final class Model {

  /** States that show one step. Commands of no more than these are as long as they have to be. */
  private static final int ONE_STEP = 2;

  private final CompModule module;
  private final List<Command> commands;
  private final Map<Command, Run> runs = new HashMap<>();

  /**
   * Reads a model.
   *
   * @param steps how long the runs are in which nothing must go wrong; 0 is as the file says
   */
  Model(Path file, int steps) {
    module = CompUtil.parseEverything_fromFile(A4Reporter.NOP, null, file.toString());
    commands =
        module.getAllCommands().stream()
            .map(command -> steps > 0 && mustHold(command) ? ofLength(steps, command) : command)
            .toList();
  }

  List<Command> commands() {
    return commands;
  }

  /** An example of what is to be run, or a counterexample of what is to be checked. */
  Run solve(Command command) {
    return runs.computeIfAbsent(
        command,
        one -> {
          A4Options options = new A4Options();
          options.solver = SAT4JRef.INSTANCE;
          A4Solution solution =
              TranslateAlloyToKodkod.execute_command(
                  A4Reporter.NOP, module.getAllReachableSigs(), one, options);
          return new Run(module, solution, one.maxprefix <= ONE_STEP);
        });
  }

  private static boolean mustHold(Command command) {
    return command.check && command.expects == 0 && command.maxprefix > ONE_STEP;
  }

  private static Command ofLength(int steps, Command command) {
    return new Command(
        command.pos,
        command.nameExpr,
        command.label,
        command.check,
        command.overall,
        command.bitwidth,
        command.maxseq,
        steps,
        steps,
        command.expects,
        command.scope,
        command.additionalExactScopes,
        command.commandKeyword,
        command.formula,
        command.parent);
  }
}
