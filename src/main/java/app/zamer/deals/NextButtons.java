package app.zamer.deals;

import app.zamer.activities.Standing.StandingActivity;
import app.zamer.activities.Step;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.PlanItem.Rank;
import app.zamer.regulation.PlanLine;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes buttons of what the regulation says is to be done with a deal, each of which says what it
 * does.
 */
@Component
class NextButtons {
  private static final String FILL = "fill:";
  private static final String MOVE = "move:";
  private static final String COMPLETE = "complete";
  private static final String COMMENTS = "comments";

  /** So many fields are named on a button. */
  private static final int MOST_NAMED = 2;

  private final DealInputs inputs;
  private final DealMends mends;
  private final DealRights rights;
  private final Editions editions;

  NextButtons(DealInputs inputs, DealMends mends, DealRights rights, Editions editions) {
    this.inputs = inputs;
    this.mends = mends;
    this.rights = rights;
    this.editions = editions;
  }

  /**
   * The button for a line.
   *
   * @param activity the one that it asks for; null if none is planned
   * @return null if whoever looks may not do it, or there is nothing to press
   */
  @Nullable Step of(Actor actor, Deal deal, PlanLine line, @Nullable StandingActivity activity) {
    PlanItem item = line.item();
    String action = item.action();
    if (action == null) {
      return null;
    }
    if (action.equals(COMPLETE)) {
      return activity == null ? null : complete(actor, deal, activity);
    }
    if (action.startsWith(MOVE)) {
      return rights.permits(actor, deal, "deal.move") ? move(deal, line, action) : null;
    }
    if (action.startsWith(FILL)) {
      return fill(actor, deal, List.of(action.substring(FILL.length())));
    }
    return rights.permits(actor, deal, action) ? act(deal, action) : null;
  }

  private Step move(Deal deal, PlanLine line, String action) {
    String to = action.substring(MOVE.length());
    Optional<Stage> stage = editions.inForce().stage(StageId.parse(to));
    String name = stage.map(known -> known.name().in(Messages.language())).orElse(to);
    String key =
        stage.filter(known -> known.status() != Status.OPEN).isPresent() ? "close" : "move";
    String address = "/deals/" + deal.id() + "/move";
    if (line.item().rank() != Rank.FILLING) {
      return new Step(
          Step.Way.DO, address, to, Messages.get("day.step." + key, name), "arrow-right");
    }
    List<String> lacking =
        line.with().stream().flatMap(item -> field(item).stream()).distinct().toList();
    String label =
        lacking.size() == 1
            ? Messages.get("day.step." + key + "-with", inputs.label(lacking.getFirst()), name)
            : Messages.get("day.step." + key, name);
    return Step.dialog(
        address + "?to=" + to + "&" + DealForm.LACKING + "=yes", label, "arrow-right");
  }

  /** One window for fields, or for something else that is lacking. */
  @Nullable Step fill(Actor actor, Deal deal, List<String> fields) {
    String first = fields.getFirst();
    String address =
        "/deals/"
            + deal.id()
            + "/fill?"
            + fields.stream().map(field -> "field=" + field).collect(Collectors.joining("&"));
    if (first.equals(COMMENTS)) {
      return rights.permits(actor, deal, "comment.pin")
          ? Step.dialog(address, Messages.get("card.do.write"), "pencil")
          : null;
    }
    if (DealBody.changeable(first).isPresent()) {
      String named = fields.stream().map(inputs::label).collect(Collectors.joining("», «"));
      return rights.permits(actor, deal, "deal.edit")
          ? Step.dialog(
              address,
              fields.size() > MOST_NAMED
                  ? Messages.get("day.step.fill-all", fields.size())
                  : Messages.get(
                      missing(deal.facts(), first) ? "day.step.fill" : "day.step.change", named),
              "pencil")
          : null;
    }
    List<Mend> ways = mends.of(actor, deal, first);
    return ways.isEmpty()
        ? null
        : Step.dialog(
            address,
            first.equals("files")
                ? Messages.get("day.step.file.add")
                : ways.size() == 1 ? ways.getFirst().label() : Messages.get("card.do.do"),
            first.equals("files") ? "upload" : "pencil");
  }

  /** What asks for the result of an activity; null if it is somebody else's. */
  @Nullable Step complete(Actor actor, Deal deal, StandingActivity activity) {
    boolean his =
        actor.id().value().equals(activity.assignee())
            || activity.assignee() == null
                && actor.roles().stream().anyMatch(role -> role.id().equals(activity.role()));
    return !activity.results().isEmpty() && (his || rights.permits(actor, deal, "activity.edit"))
        ? Step.dialog(
            "/activities/" + activity.id() + "/complete",
            Messages.get("day.step.complete"),
            "check")
        : null;
  }

  private static @Nullable Step act(Deal deal, String action) {
    String card = "/deals/" + deal.id();
    return switch (action) {
      case "visit.confirm" ->
          new Step(
              Step.Way.DO,
              card + "/visit/confirm",
              "",
              Messages.get("day.step.visit.confirm"),
              "check");
      case "visit.result" ->
          Step.dialog(
              card + "/visit/result", Messages.get("day.step.visit.result"), "ruler-measure");
      case "visit.plan" ->
          Step.dialog(card + "/visit/plan", Messages.get("day.step.visit.plan"), "calendar-plus");
      case "stamp" ->
          Step.dialog(
              card + "/fill?field=estimate.stamp", Messages.get("day.step.stamp"), "rubber-stamp");
      case "file.add" ->
          Step.dialog(card + "/fill?field=files", Messages.get("day.step.file.add"), "upload");
      default -> null;
    };
  }

  /** Whether an item asks for a field of the deal that is still empty. */
  static boolean fills(PlanItem item, DealFacts facts) {
    return item.isOpen() && field(item).filter(field -> missing(facts, field)).isPresent();
  }

  /** The field that an item asks for, by its name. */
  static Optional<String> field(PlanItem item) {
    return Optional.ofNullable(item.action())
        .filter(action -> action.startsWith(FILL))
        .map(action -> action.substring(FILL.length()));
  }

  /** The right without which nobody does what an item asks for; null if it asks for nothing. */
  static @Nullable String right(PlanItem item) {
    String action = item.action();
    if (action == null) {
      return null;
    }
    if (action.startsWith(FILL)) {
      return action.equals(FILL + "estimate.stamp") ? "stamp" : "deal.edit";
    }
    return action.startsWith(MOVE)
        ? "deal.move"
        : action.equals(COMPLETE) ? "activity.edit" : action;
  }

  /** Whether a field is still to be filled in; one that does not fit is another matter. */
  private static boolean missing(DealFacts facts, String name) {
    return DealBody.changeable(name)
        .filter(field -> field.of(facts) == null || "".equals(field.of(facts)))
        .isPresent();
  }
}
