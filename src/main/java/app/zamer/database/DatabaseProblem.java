package app.zamer.database;

import org.jspecify.annotations.Nullable;

/** The database can't be had: what is wrong, and what a person can do about it. */
final class DatabaseProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String whatToDo;

  DatabaseProblem(String whatIsWrong, String whatToDo) {
    this(whatIsWrong, whatToDo, null);
  }

  DatabaseProblem(String whatIsWrong, String whatToDo, @Nullable Throwable cause) {
    super(whatIsWrong, cause);
    this.whatToDo = whatToDo;
  }

  String whatToDo() {
    return whatToDo;
  }
}
