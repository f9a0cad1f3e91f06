package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.ETags;
import app.zamer.web.Problems;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The stage of a deal over HTTP: where it may go, with all that stands in the way, and going there.
 */
@RestController
@RequestMapping("/api/v1/deals/{id}/moves")
class DealStageController {
  private final Deals deals;
  private final DealController cards;
  private final Editions editions;
  private final CompanyClock clock;

  DealStageController(Deals deals, DealController cards, Editions editions, CompanyClock clock) {
    this.deals = deals;
    this.cards = cards;
    this.editions = editions;
    this.clock = clock;
  }

  /**
   * @param irrevocable whether it cannot be taken back: people are asked before it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MoveView(
      String to,
      String name,
      boolean allowed,
      boolean irrevocable,
      List<ViolationView> violations,
      @Nullable String suggested) {}

  record ViolationView(String rule, @Nullable String field, String message) {}

  @GetMapping
  List<MoveView> moves(Actor actor, @PathVariable long id) {
    Deal deal = deals.get(actor, new DealId(id), "deal.story");
    Locale locale = LocaleContextHolder.getLocale();
    var moves = new ArrayList<MoveView>();
    Regulation regulation = editions.inForce();
    regulation
        .options(deal.facts(), clock.instant())
        .forEach((to, decision) -> moves.add(move(regulation, deal.facts(), to, decision, locale)));
    return moves;
  }

  @PostMapping
  ResponseEntity<?> move(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode json) {
    var wrong = new ArrayList<Violation>();
    StageId to = to(json.path("to")).orElse(null);
    if (to == null) {
      wrong.add(
          Violation.invalid(
              "to",
              "Укажите стадию как «воронка/стадия», например sales/measurement.",
              "Give a stage as pipeline/stage, such as sales/measurement."));
    }
    DealBody body = DealBody.read(json, Set.of("to"));
    wrong.addAll(body.wrong());
    if (to == null || !wrong.isEmpty()) {
      // who may not move the deal is not told what else is wrong
      deals.get(actor, new DealId(id), "deal.move");
      return Problems.refused(wrong);
    }
    Long expected = ETags.version(ifMatch);
    return switch (deals.move(actor, new DealId(id), new MoveDeal(to, body.edit(), expected))) {
      case ChangeOutcome.Done(Deal deal) -> cards.answer(actor, deal);
      case ChangeOutcome.Refused(List<Violation> violations, StageId suggested) ->
          Problems.refused(violations, suggested);
      case ChangeOutcome.Stale(long version) ->
          expected != null
              ? Problems.stale(version)
              : Problems.conflict(
                  new Text(
                      "Сделку только что изменил кто-то другой — посмотрите, что в ней теперь.",
                      "Somebody else has just changed the deal; look at what it is now."),
                  Map.of("version", version));
    };
  }

  private Optional<StageId> to(JsonNode to) {
    if (!to.isString()) {
      return Optional.empty();
    }
    try {
      return Optional.of(StageId.parse(to.stringValue()))
          .filter(stage -> editions.inForce().stage(stage).isPresent());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static MoveView move(
      Regulation regulation, DealFacts facts, StageId to, Decision decision, Locale locale) {
    String name = regulation.stage(to).orElseThrow().name().in(locale);
    boolean irrevocable = regulation.irrevocable(facts, to);
    return switch (decision) {
      case Decision.Allowed allowed ->
          new MoveView(to.toString(), name, true, irrevocable, List.of(), null);
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          new MoveView(
              to.toString(),
              name,
              false,
              irrevocable,
              views(violations, locale),
              suggested == null ? null : suggested.toString());
    };
  }

  private static List<ViolationView> views(List<Violation> violations, Locale locale) {
    return violations.stream()
        .map(
            violation ->
                new ViolationView(
                    violation.rule(), violation.field(), violation.message().in(locale)))
        .toList();
  }
}
