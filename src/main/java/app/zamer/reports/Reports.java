package app.zamer.reports;

import app.zamer.measurements.StatusRequests;
import app.zamer.reports.FigureQuery.Contracts;
import app.zamer.reports.FigureQuery.FunnelCount;
import app.zamer.reports.FigureQuery.Idle;
import app.zamer.reports.FigureQuery.Loss;
import app.zamer.reports.FigureQuery.Missed;
import app.zamer.reports.FigureQuery.Person;
import app.zamer.reports.FigureQuery.Sum;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/**
 * What the head of sales asks about the work of the others. Every method throws {@link
 * AccessDeniedException} if the actor has no right to reports.
 */
@Service
class Reports {
  private static final String READ = "report.read";
  private static final String GRANT = "ledger.status";

  private final FigureQuery figures;
  private final LateQuery late;
  private final ListQuery lists;
  private final RequestsQuery requests;
  private final StatusRequests statusRequests;
  private final Rights rights;

  Reports(
      FigureQuery figures,
      LateQuery late,
      ListQuery lists,
      RequestsQuery requests,
      StatusRequests statusRequests,
      Rights rights) {
    this.figures = figures;
    this.late = late;
    this.lists = lists;
    this.requests = requests;
    this.statusRequests = statusRequests;
    this.rights = rights;
  }

  void require(Actor actor) {
    if (!may(actor, READ)) {
      throw new AccessDeniedException("no right " + READ);
    }
  }

  List<Person> people(Actor actor) {
    require(actor);
    return figures.people();
  }

  List<LateQuery.Cell> late(Actor actor, Filter filter) {
    require(actor);
    return late.cells(filter);
  }

  long countLate(Actor actor, Filter filter, LateQuery.State state, @Nullable String clause) {
    require(actor);
    return late.count(filter, state, clause);
  }

  List<LateQuery.Row> listLate(
      Actor actor,
      Filter filter,
      LateQuery.State state,
      @Nullable String clause,
      LateQuery.@Nullable After after) {
    requireDeals(actor);
    return late.list(filter, state, clause, after);
  }

  /** The clauses that were ever missed, for a list to be narrowed to. */
  List<String> missedClauses(Actor actor) {
    require(actor);
    return late.clauses();
  }

  RequestsQuery.Open requests(Actor actor, Filter filter) {
    requireDeals(actor);
    return requests.open(filter);
  }

  /** Whether the actor may grant requests for a status. */
  boolean grants(Actor actor) {
    return may(actor, GRANT);
  }

  /**
   * Grants a request (REP-6).
   *
   * @throws app.zamer.web.NotFound if there is no such request
   */
  StatusRequests.Answer grant(Actor actor, long request) {
    require(actor);
    return statusRequests.grant(actor, request);
  }

  List<Idle> idle(Actor actor, Filter filter) {
    require(actor);
    return figures.idle(filter);
  }

  FunnelCount funnel(Actor actor, Filter filter, Funnel funnel) {
    require(actor);
    return figures.funnel(filter, funnel.steps());
  }

  List<Loss> losses(Actor actor, Filter filter) {
    require(actor);
    return figures.losses(filter);
  }

  List<Missed> missed(Actor actor, Filter filter, List<Figure> wanted) {
    require(actor);
    return figures.missed(filter, wanted);
  }

  List<Contracts> contracts(Actor actor, Filter filter) {
    require(actor);
    return figures.contracts(filter);
  }

  /** How many rows the list of a choice has in all, and their money. */
  Sum sum(Actor actor, Choice choice, Filter filter) {
    require(actor);
    return lists.sum(choice, filter);
  }

  List<ListQuery.Row> list(
      Actor actor, Choice choice, Filter filter, ListQuery.@Nullable After after) {
    requireDeals(actor);
    return lists.list(choice, filter, after);
  }

  /** What names deals shows no more than what opens them. */
  private void requireDeals(Actor actor) {
    require(actor);
    rights.requireAll(actor, "deal.read");
  }

  // figures go over everybody's deals, so a right to some of them is none
  private boolean may(Actor actor, String right) {
    return rights.reach(actor, right).isAll();
  }
}
