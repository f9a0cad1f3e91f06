package app.zamer.deals;

import app.zamer.activities.Ahead;
import app.zamer.deals.DealInput.Problem;
import app.zamer.deals.DealInput.Quoted;
import app.zamer.regulation.Rulebook.Status;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deal as its card shows it.
 *
 * @param whole false for somebody who sees only what a visit needs
 * @param rights which rights whoever looks has with this deal
 */
public record DealCard(
    long id,
    String title,
    long version,
    boolean whole,
    Set<String> rights,
    String owner,
    Head head,
    List<Section> sections) {

  public boolean may(String right) {
    return rights.contains(right);
  }

  /**
   * What moves: the bar of stages and the plan.
   *
   * @param pipelines the one the deal is in first
   * @param movable whether whoever looks may move it
   * @param ahead null if whoever looks may not know its story
   */
  public record Head(
      long id,
      long version,
      List<Pipeline> pipelines,
      boolean movable,
      @Nullable Ahead ahead,
      String now) {}

  public record Pipeline(String name, boolean current, List<Stage> stages) {
    public List<Stage> open() {
      return stages.stream().filter(stage -> stage.status() == Status.OPEN).toList();
    }

    public List<Stage> closing() {
      return stages.stream().filter(stage -> stage.status() != Status.OPEN).toList();
    }
  }

  /**
   * @param number its place in the pipeline, from 1 on
   * @param been whether the deal has been there
   * @param allowed whether it may go there as it is
   * @param atOnce whether one click moves it, without a question
   * @param missing what stands in the way
   */
  public record Stage(
      String id,
      String name,
      int number,
      Status status,
      boolean current,
      boolean been,
      boolean irreversible,
      boolean allowed,
      boolean atOnce,
      List<Problem> missing) {
    /** What its element is called. */
    public String key() {
      return "stage-" + id.replace('/', '-');
    }
  }

  /**
   * A section of the card, as it is read.
   *
   * @param name as addresses have it
   */
  public record Section(
      long deal,
      String name,
      String title,
      boolean editable,
      List<Line> lines,
      List<Mend> actions) {}

  /**
   * @param href where it leads; empty if nowhere
   * @param hint what is small beside it; empty if nothing is
   */
  public record Line(String label, String value, String href, String hint) {}

  /**
   * A section as it is edited.
   *
   * @param problems what is wrong with none of its inputs
   * @param note what happened meanwhile; null if nothing did
   * @param warning what a change here undoes elsewhere; null if nothing
   */
  public record SectionForm(
      long deal,
      String name,
      String title,
      long version,
      List<DealInput> inputs,
      List<Problem> problems,
      @Nullable String note,
      @Nullable String warning) {}

  /**
   * Where a deal belongs by a date that was typed and not saved yet.
   *
   * @param to the stage; empty if it stays where it is
   */
  public record Route(String day, String to, @Nullable Quoted clause, List<Problem> problems) {}
}
