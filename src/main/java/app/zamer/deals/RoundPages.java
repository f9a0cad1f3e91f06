package app.zamer.deals;

import app.zamer.activities.Ahead;
import app.zamer.company.CompanyClock;
import app.zamer.deals.RoundQuery.DeadlineRow;
import app.zamer.deals.RoundQuery.VisitRow;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The morning round: the visits of the last day that had any, each with what is known of it, its
 * deadlines and the one next step (MEAS-9, MEAS-11, REP-1, REP-8, REP-9, WIN-1 … WIN-3).
 */
@Controller
class RoundPages {
  private static final String RIGHT = "round.read";

  private final RoundQuery query;
  private final DealRepository repository;
  private final NextSteps steps;
  private final Editions editions;
  private final DealRights rights;
  private final Users users;
  private final CompanyClock clock;

  RoundPages(
      RoundQuery query,
      DealRepository repository,
      NextSteps steps,
      Editions editions,
      DealRights rights,
      Users users,
      CompanyClock clock) {
    this.query = query;
    this.repository = repository;
    this.steps = steps;
    this.editions = editions;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  /**
   * @param typed {@code day}, the day of the visits; without one the last before today that had any
   */
  @GetMapping("/day/round")
  ModelAndView page(Actor actor, @RequestParam Map<String, String> typed) {
    return new ModelAndView("deals/round", model(actor, typed));
  }

  /** The rows alone, for the page that is open. */
  @GetMapping("/day/round/list")
  ModelAndView rows(Actor actor, @RequestParam Map<String, String> typed) {
    return new ModelAndView("deals/roundlist", model(actor, typed));
  }

  private Map<String, Object> model(Actor actor, Map<String, String> typed) {
    rights.require(actor, RIGHT);
    boolean oversees = rights.reach(actor, RIGHT).isAll();
    String owner = oversees ? null : actor.id().value();
    LocalDate asked = new Form(typed).day("day");
    LocalDate day = asked == null ? lastDay(owner) : asked;
    Instant from = start(day);
    List<VisitRow> held = query.visits(owner, from, start(day.plusDays(1)));
    Set<Long> ids = held.stream().map(VisitRow::deal).collect(Collectors.toSet());
    Map<Long, Deal> deals =
        repository.findAll(ids.stream().map(DealId::new).toList()).stream()
            .filter(deal -> rights.permits(actor, deal, "deal.read"))
            .collect(Collectors.toMap(deal -> deal.id().value(), deal -> deal));
    List<VisitRow> visits = held.stream().filter(visit -> deals.containsKey(visit.deal())).toList();
    Map<Long, List<DeadlineRow>> deadlines =
        query.deadlines(ids, day.toString(), from).stream()
            .collect(Collectors.groupingBy(DeadlineRow::deal));
    Map<Long, Ahead> ahead = steps.of(actor, deals.values());
    Set<UserId> people = new HashSet<>();
    visits.forEach(visit -> people.add(new UserId(visit.engineer())));
    deals.values().forEach(deal -> people.add(deal.owner()));
    Map<UserId, String> names = users.names(people);
    Map<String, Object> model = new HashMap<>();
    model.put(
        "rows",
        visits.stream()
            .filter(
                visit ->
                    deals.containsKey(visit.deal())
                        && rights.permits(
                            actor, Objects.requireNonNull(deals.get(visit.deal())), "deal.story"))
            .map(
                visit ->
                    row(
                        visit,
                        Objects.requireNonNull(deals.get(visit.deal())),
                        deadlines.getOrDefault(visit.deal(), List.of()),
                        Objects.requireNonNull(ahead.get(visit.deal())),
                        names,
                        oversees))
            .toList());
    model.put("day", day.toString());
    model.put("shownDay", Shown.weekday(day));
    model.put("before", day.minusDays(1).toString());
    model.put("after", day.plusDays(1).toString());
    model.put("moments", new Moments(clock.getZone()));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    return model;
  }

  private LocalDate lastDay(@Nullable String owner) {
    return query
        .lastBefore(owner, start(clock.today()))
        .map(at -> LocalDate.ofInstant(at, clock.getZone()))
        .orElse(clock.today().minusDays(1));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(clock.getZone()).toInstant();
  }

  private RoundRow row(
      VisitRow visit,
      Deal deal,
      List<DeadlineRow> deadlines,
      Ahead ahead,
      Map<UserId, String> names,
      boolean oversees) {
    Regulation regulation = editions.inForce();
    DealFacts facts = deal.facts();
    Moments moments = new Moments(clock.getZone());
    UserId engineer = new UserId(visit.engineer());
    return new RoundRow(
        visit.deal(),
        deal.title(),
        deal.client().phones().isEmpty() ? null : deal.client().phones().getFirst(),
        moments.time(visit.startsAt()),
        names.getOrDefault(engineer, visit.engineer()),
        oversees ? names.getOrDefault(deal.owner(), deal.owner().value()) : "",
        visit.outcome(),
        facts.files().measurementSheets(),
        facts.contract().number().isEmpty()
            ? ""
            : facts.contract().number() + ", " + Shown.money(facts.contract().amount()),
        regulation
            .stage(facts.stage())
            .map(stage -> stage.name().in(Messages.language()))
            .orElse(facts.stage().toString()),
        regulation
            .word(DealField.MEASUREMENT_STATUS.id(), facts.measurement().status())
            .text()
            .in(Messages.language()),
        deadlines.stream().map(row -> clock(row, regulation, moments)).toList(),
        ahead);
  }

  private static RoundRow.Clock clock(DeadlineRow row, Regulation regulation, Moments moments) {
    return new RoundRow.Clock(
        row.rule(),
        regulation
            .duty(Obligation.Kind.DEADLINE, row.rule(), "")
            .map(duty -> duty.subject().in(Messages.language()))
            .orElse(row.rule()),
        moments.time(row.dueAt()),
        row.dueAt(),
        row.met(),
        row.missed());
  }
}
