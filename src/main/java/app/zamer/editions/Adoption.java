package app.zamer.editions;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.yaml.Flaw;
import java.util.List;

/** What became of bringing another edition into force. */
public sealed interface Adoption {
  record Adopted(Regulation regulation) implements Adoption {}

  /**
   * The edition in force stays in force.
   *
   * @param flaws every error of the file, never empty
   */
  record Broken(List<Flaw> flaws) implements Adoption {}

  /**
   * Another edition has come into force since the wanted one was compared with the present; nothing
   * was changed.
   */
  record Overtaken(Regulation wanted) implements Adoption {}
}
