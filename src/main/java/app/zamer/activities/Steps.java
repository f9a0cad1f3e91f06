package app.zamer.activities;

import app.zamer.editions.Editions;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.web.Messages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes buttons of what the regulation says is to be done with a deal. */
@Component
public class Steps {
  private static final String FILL = "fill:";
  private static final String MOVE = "move:";

  private final Editions editions;
  private final Rights rights;

  Steps(Editions editions, Rights rights) {
    this.editions = editions;
    this.rights = rights;
  }

  /**
   * The button for an action of the regulation, such as {@code visit.result}, {@code move:<stage>}
   * or {@code fill:<field>}. Whoever may not do it is brought to the deal.
   *
   * @param owner the login of the deal's manager
   * @param action null if no single one is known
   */
  public Step of(Actor actor, long deal, @Nullable String owner, @Nullable String action) {
    String card = "/deals/" + deal;
    if (action == null || !permits(actor, owner, right(action))) {
      return Step.link(card, Messages.get("day.step.open"), "arrow-right");
    }
    if (action.startsWith(FILL)) {
      String field = action.substring(FILL.length());
      return Step.dialog(
          card + "/fill?field=" + URLEncoder.encode(field, StandardCharsets.UTF_8),
          Messages.get("day.step.fill", editions.inForce().label(field).in(Messages.language())),
          "pencil");
    }
    if (action.startsWith(MOVE)) {
      String to = action.substring(MOVE.length());
      return new Step(
          Step.Way.DO,
          card + "/move",
          "to=" + to,
          Messages.get("day.step.move", name(to)),
          "arrow-right");
    }
    return switch (action) {
      case "visit.result" ->
          Step.dialog(
              card + "/visit/result", Messages.get("day.step.visit.result"), "ruler-measure");
      case "visit.plan" ->
          Step.dialog(card + "/visit/plan", Messages.get("day.step.visit.plan"), "calendar-plus");
      case "visit.confirm" ->
          new Step(
              Step.Way.DO,
              card + "/visit/confirm",
              "",
              Messages.get("day.step.visit.confirm"),
              "check");
      case "stamp" -> Step.link(card, Messages.get("day.step.stamp"), "rubber-stamp");
      case "file.add" -> Step.link(card + "#files", Messages.get("day.step.file.add"), "upload");
      default -> Step.link(card, Messages.get("day.step.open"), "arrow-right");
    };
  }

  private boolean permits(Actor actor, @Nullable String owner, String right) {
    Reach reach = rights.reach(actor, right);
    return reach.isAll() || reach.isOwn() && actor.id().value().equals(owner);
  }

  private static String right(String action) {
    return action.startsWith(FILL)
        ? "deal.edit"
        : action.startsWith(MOVE)
            ? "deal.move"
            : action.equals("complete") ? "activity.edit" : action;
  }

  private String name(String stage) {
    Regulation regulation = editions.inForce();
    return regulation
        .stage(StageId.parse(stage))
        .map(Stage::name)
        .map(name -> name.in(Messages.language()))
        .orElse(stage);
  }
}
