package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.deals.HeldDeal.Reason;
import app.zamer.deals.HeldDeal.Target;
import app.zamer.deals.HeldDeal.Way;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of a deal where it may go and what stands in the way, stage by stage, in few words. */
@Component
class BoardMoves {
  /** So many names of missing fields are read at a glance. */
  private static final int MOST_NAMED = 4;

  private final Deals deals;
  private final Editions editions;
  private final CompanyClock clock;

  BoardMoves(Deals deals, Editions editions, CompanyClock clock) {
    this.deals = deals;
    this.editions = editions;
    this.clock = clock;
  }

  /**
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not move it
   */
  HeldDeal of(Actor actor, DealId id) {
    Deal deal = deals.get(actor, id, "deal.move");
    Regulation regulation = editions.inForce();
    Map<StageId, Decision> options = regulation.options(deal.facts(), clock.instant());
    var ways = new ArrayList<Way>();
    for (Pipeline pipeline : regulation.pipelines()) {
      ways.add(
          new Way(
              pipeline.id(),
              pipeline.name().in(Messages.language()),
              pipeline.stages().stream()
                  .map(
                      stage ->
                          target(
                              regulation,
                              stage,
                              deal.facts().stage().equals(stage.id()),
                              Objects.requireNonNull(options.get(stage.id()))))
                  .toList()));
    }
    return new HeldDeal(id.toString(), deal.title(), deal.version(), ways);
  }

  private static Target target(
      Regulation regulation, Stage stage, boolean here, Decision decision) {
    String name = stage.name().in(Messages.language());
    return switch (decision) {
      case Decision.Allowed _ ->
          new Target(stage.id().toString(), name, here ? "here" : "allowed", List.of(), null);
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          new Target(
              stage.id().toString(),
              name,
              here
                  ? "here"
                  : suggested == null && violations.stream().anyMatch(v -> v.field() == null)
                      ? "refused"
                      : "missing",
              here ? List.of() : why(regulation, violations, suggested),
              suggested == null ? null : suggested.toString());
    };
  }

  /** Where the date decides, only that is said; fields that are missing are named in one line. */
  private static List<Reason> why(
      Regulation regulation, List<Violation> violations, @Nullable StageId suggested) {
    Locale language = Messages.language();
    Set<String> hopeless = new LinkedHashSet<>();
    var reasons = new ArrayList<Reason>();
    var fields = new LinkedHashSet<String>();
    for (Violation violation : violations) {
      String field = violation.field();
      if (field != null) {
        fields.add(field);
      } else if (hopeless.add(violation.rule())) {
        reasons.add(new Reason(violation.rule(), violation.message().in(language)));
      }
    }
    if (suggested != null) {
      reasons.add(
          new Reason(
              violations.size() == 1 ? violations.getFirst().rule() : "",
              Messages.get(
                  "board.move.suggested",
                  regulation.stage(suggested).orElseThrow().name().in(language))));
    } else if (fields.size() == 1) {
      violations.stream()
          .filter(violation -> violation.field() != null)
          .limit(1)
          .forEach(
              violation ->
                  reasons.add(new Reason(violation.rule(), violation.message().in(language))));
    } else if (!fields.isEmpty() && reasons.isEmpty()) {
      List<String> names =
          fields.stream().map(field -> regulation.label(field).in(language)).toList();
      reasons.add(
          new Reason(
              "",
              names.size() <= MOST_NAMED
                  ? Messages.get("board.move.missing", String.join(", ", names))
                  : Messages.get(
                      "board.move.missing-more",
                      String.join(", ", names.subList(0, MOST_NAMED)),
                      names.size() - MOST_NAMED)));
    }
    return reasons;
  }
}
