package app.zamer.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link DatabaseProblem} at start as two sentences instead of a stack trace. */
final class DatabaseProblemAnalyzer extends AbstractFailureAnalyzer<DatabaseProblem> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, DatabaseProblem problem) {
    return new FailureAnalysis(String.valueOf(problem.getMessage()), problem.whatToDo(), failure);
  }
}
