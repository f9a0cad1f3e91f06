package app.zamer.deals;

import app.zamer.editions.Editions;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.StageId;
import app.zamer.web.Messages;
import org.springframework.stereotype.Component;

/** What the regulation in force calls a stage. */
@Component
public class StageNames {
  private final Editions editions;

  StageNames(Editions editions) {
    this.editions = editions;
  }

  /** The name in the language of the request; the id of a stage that no longer exists. */
  public String of(StageId stage) {
    return editions
        .inForce()
        .stage(stage)
        .map(known -> known.name().in(Messages.language()))
        .orElse(stage.toString());
  }

  /** The same with the pipeline's name before it, unless it is the first pipeline. */
  public String full(StageId stage) {
    var pipelines = editions.inForce().pipelines();
    return pipelines.stream()
        .skip(1)
        .filter(pipeline -> pipeline.id().equals(stage.pipeline()))
        .findFirst()
        .map(Pipeline::name)
        .map(name -> name.in(Messages.language()) + ": " + of(stage))
        .orElseGet(() -> of(stage));
  }
}
