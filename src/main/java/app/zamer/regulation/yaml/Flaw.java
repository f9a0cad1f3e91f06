package app.zamer.regulation.yaml;

/**
 * One error in a regulation file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Flaw(String file, int line, int column, String message) {
  /** As compilers and editors write it: {@code sales.yaml:12:7: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
