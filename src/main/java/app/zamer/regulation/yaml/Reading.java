package app.zamer.regulation.yaml;

import app.zamer.regulation.Regulation;
import java.util.List;

/** What came of reading a regulation file. */
public sealed interface Reading {
  record Sound(Regulation regulation) implements Reading {}

  /**
   * @param flaws every error found, in the order of the file, never empty
   */
  record Broken(List<Flaw> flaws) implements Reading {}
}
