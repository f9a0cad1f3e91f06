package app.zamer.reports;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of the funnel, read off the regulation: the stages of the pipeline in which deals
 * begin, in their order, and one step for every other pipeline. The open stages and the won one are
 * the way to a contract; a deal has passed a step when it has been in it or in any that comes after
 * it on that way.
 */
public record Funnel(List<Step> steps) {
  /**
   * @param stageId {@code pipeline/stage}; empty for a whole pipeline
   */
  public record Step(String stageId, String pipeline, Text name, boolean onTheWay) {}

  static Funnel of(Regulation regulation) {
    List<Step> steps = new ArrayList<>();
    for (Pipeline pipeline : regulation.pipelines()) {
      if (pipeline.id().equals(regulation.start().pipeline())) {
        for (Stage stage : pipeline.stages()) {
          steps.add(
              new Step(
                  stage.id().toString(),
                  pipeline.id(),
                  stage.name(),
                  stage.status() != Status.LOST));
        }
      }
    }
    for (Pipeline pipeline : regulation.pipelines()) {
      if (!pipeline.id().equals(regulation.start().pipeline())) {
        steps.add(new Step("", pipeline.id(), pipeline.name(), false));
      }
    }
    return new Funnel(List.copyOf(steps));
  }

  /** The stage and those after it on the way to a contract. */
  List<String> onwards(String stage) {
    return steps.stream()
        .filter(Step::onTheWay)
        .map(Step::stageId)
        .dropWhile(id -> !id.equals(stage))
        .toList();
  }
}
