package app.zamer.users;

import app.zamer.regulation.Rulebook.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a right of the regulation file reaches for somebody at one moment: asked of a single record,
 * or put as a condition into the SQL of a list.
 *
 * @param visitsSince what is his by a visit is so until the visit's result is older than this
 */
public record Reach(UserId reader, Set<Scope> scopes, Instant visitsSince) {
  private static final String OWN = "%s.owner = :reader";
  // not correlated, so that it is read once for the whole of a list
  private static final String VISIT =
      "%s.id in (select w.deal_id from visit w where w.engineer = :reader and w.called_off_at is"
          + " null and (w.outcome_at is null or w.outcome_at > :visitsSince))";

  public Reach {
    scopes = Set.copyOf(scopes);
  }

  public boolean isNothing() {
    return scopes.isEmpty();
  }

  public boolean isAll() {
    return scopes.contains(Scope.ALL);
  }

  /** Whether it reaches what is his own. */
  public boolean isOwn() {
    return scopes.contains(Scope.OWN);
  }

  /** Whether it reaches the deals of his visits. */
  public boolean isVisit() {
    return scopes.contains(Scope.VISIT);
  }

  /**
   * Whether it reaches one deal.
   *
   * @param visitedUntil when the last of his visits there had its result, {@link Instant#MAX} while
   *     one has none; null if he has none there
   */
  public boolean reaches(UserId owner, @Nullable Instant visitedUntil) {
    return isAll()
        || isOwn() && owner.equals(reader)
        || isVisit() && visitedUntil != null && visitedUntil.isAfter(visitsSince);
  }

  /**
   * A condition on rows of the table {@code deal}: those it reaches. {@link #params} has what it
   * needs.
   *
   * @param deal the table's alias in the query
   */
  public String ofDeals(String deal) {
    if (isAll()) {
      return "true";
    }
    List<String> conditions = new ArrayList<>();
    if (isOwn()) {
      conditions.add(OWN.formatted(deal));
    }
    if (isVisit()) {
      conditions.add(VISIT.formatted(deal));
    }
    return conditions.isEmpty() ? "false" : "(" + String.join(" or ", conditions) + ")";
  }

  /**
   * The same for rows of the table {@code lead}: a lead that nobody has taken is as his own.
   *
   * @param lead the table's alias in the query
   */
  public String ofLeads(String lead) {
    if (isAll()) {
      return "true";
    }
    return isOwn() ? "(%1$s.owner is null or %1$s.owner = :reader)".formatted(lead) : "false";
  }

  /**
   * The same for calls: one that is nobody's is as his own.
   *
   * @param people columns with the logins of those whose a call is, each null if it is nobody's
   */
  public String ofCalls(String... people) {
    if (isAll()) {
      return "true";
    }
    String whose = String.join(", ", people);
    return isOwn() ? "(:reader in (%1$s) or coalesce(%1$s) is null)".formatted(whose) : "false";
  }

  /** The parameters of {@link #ofDeals} and its like, whichever of them it uses. */
  public Map<String, Object> params() {
    return Map.of("reader", reader.value(), "visitsSince", visitsSince.atOffset(ZoneOffset.UTC));
  }
}
