package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Rights;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a change of a visit has to know beyond the deal's facts. */
@Repository
class VisitQuery {
  private final JdbcClient jdbc;
  private final Rights rights;

  VisitQuery(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  /** Whether this is the login of somebody who works here and makes visits. */
  boolean isEngineer(@Nullable String login) {
    return jdbc.sql(
            "select exists (select from app_user where login = :login and active and roles"
                + " && cast(:roles as text[]))")
        .param("login", login)
        .param("roles", rights.roles("visit.result", Scope.VISIT).toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  /** Whether a visit of the deal has ended so. */
  boolean endedIn(DealId deal, Set<String> outcomes) {
    return jdbc.sql(
            "select exists (select from visit where deal_id = :deal and outcome = any (:outcomes))")
        .param("deal", deal.value())
        .param("outcomes", outcomes.toArray(String[]::new))
        .query(Boolean.class)
        .single();
  }

  boolean isOpen(DealId deal) {
    return jdbc.sql("select exists (select from deal where id = :deal and status = 'open')")
        .param("deal", deal.value())
        .query(Boolean.class)
        .single();
  }
}
