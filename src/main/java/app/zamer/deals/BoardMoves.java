package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.deals.HeldDeal.Reason;
import app.zamer.deals.HeldDeal.Target;
import app.zamer.deals.HeldDeal.Way;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of a deal where it may go and what stands in the way, stage by stage, in few words. */
@Component
class BoardMoves {
  /** So many names of missing fields are read at a glance. */
  private static final int MOST_NAMED = 4;

  private static final int MOST_SENTENCES = 2;

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
                              deal.facts(),
                              stage,
                              Objects.requireNonNull(options.get(stage.id()))))
                  .toList()));
    }
    return new HeldDeal(id.toString(), deal.title(), deal.version(), ways);
  }

  private static Target target(
      Regulation regulation, DealFacts facts, Stage stage, Decision decision) {
    StageId from = facts.stage();
    boolean here = from.equals(stage.id());
    String name = stage.name().in(Messages.language());
    return switch (decision) {
      case Decision.Allowed _ ->
          new Target(
              stage.id().toString(),
              name,
              here ? "here" : "allowed",
              !here && regulation.irrevocable(facts, stage.id())
                  ? List.of(new Reason("", Messages.get("board.move.irrevocable")))
                  : List.of(),
              null);
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          new Target(
              stage.id().toString(),
              name,
              here ? "here" : state(from, violations, suggested),
              here ? List.of() : why(regulation, from, violations, suggested),
              suggested == null ? null : suggested.toString());
    };
  }

  private static String state(
      StageId from, List<Violation> violations, @Nullable StageId suggested) {
    if (suggested != null && !suggested.equals(from)) {
      return "elsewhere";
    }
    return suggested == null && violations.stream().anyMatch(each -> each.field() == null)
        ? "refused"
        : "missing";
  }

  /**
   * What would never help is said first and alone; where the date decides, only that is said;
   * fields that are missing are named in one line.
   */
  private static List<Reason> why(
      Regulation regulation,
      StageId from,
      List<Violation> violations,
      @Nullable StageId suggested) {
    if (suggested != null && !suggested.equals(from)) {
      String name = regulation.stage(suggested).orElseThrow().name().in(Messages.language());
      return List.of(new Reason("", Messages.get("board.move.suggested", name)));
    }
    List<Violation> hopeless = violations.stream().filter(each -> each.field() == null).toList();
    if (!hopeless.isEmpty()) {
      return sentences(hopeless);
    }
    List<String> missing =
        violations.stream()
            .map(Violation::field)
            .filter(Objects::nonNull)
            .distinct()
            .map(field -> regulation.label(field).in(Messages.language()))
            .toList();
    if (missing.size() == 1) {
      return sentences(violations);
    }
    return List.of(
        new Reason(
            "",
            missing.size() <= MOST_NAMED
                ? Messages.get("board.move.missing", String.join(", ", missing))
                : Messages.get(
                    "board.move.missing-more",
                    String.join(", ", missing.subList(0, MOST_NAMED)),
                    missing.size() - MOST_NAMED)));
  }

  private static List<Reason> sentences(List<Violation> violations) {
    return violations.stream()
        .limit(MOST_SENTENCES)
        .map(each -> new Reason(each.rule(), each.message().in(Messages.language())))
        .toList();
  }
}
