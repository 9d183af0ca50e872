package dev.halfway.ra.protocol.model;

import edu.mit.csail.sdg.ast.Expr;
import edu.mit.csail.sdg.parser.CompModule;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.A4TupleSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the protocol that the solver has found, if there is one. Steps count from 0.
 *
 * @param single whether only the first step of it is one of the protocol
 */
record Run(CompModule module, A4Solution solution, boolean single) {

  boolean isThere() {
    return solution.satisfiable();
  }

  /** Steps until the run repeats itself. */
  int length() {
    return single ? 1 : solution.getTraceLength();
  }

  /** The step that comes after the last one. */
  int repeatsFrom() {
    return solution.getLoopState();
  }

  /** The name of what happens in a step. */
  String event(int step) {
    return atom("Step.event", step);
  }

  /** Whether a formula is true before a step. */
  boolean isTrue(String formula, int step) {
    return (Boolean) solution.eval(parsed(formula), step);
  }

  /** What is in a set before a step. */
  List<String> atoms(String set, int step) {
    List<String> atoms = new ArrayList<>();
    ((A4TupleSet) solution.eval(parsed(set), step))
        .forEach(tuple -> atoms.add(tuple.atom(0).replaceFirst("\\$0$", "")));
    return atoms;
  }

  /** What is alone in a set before a step. */
  String atom(String set, int step) {
    List<String> atoms = atoms(set, step);
    if (atoms.size() != 1) {
      throw new IllegalArgumentException(set + " has " + atoms);
    }
    return atoms.get(0);
  }

  private Expr parsed(String expression) {
    return CompUtil.parseOneExpression_fromString(module, expression);
  }
}
