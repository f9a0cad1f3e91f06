package app.zamer.notices;

import app.zamer.activities.SubjectKind;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.Rights;
import app.zamer.users.UserId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has to do with a deal. */
@Repository
class Recipients {
  private final JdbcClient jdbc;
  private final Rights rights;

  Recipients(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  Set<UserId> owner(DealId deal) {
    return people("select owner from deal where id = :deal", deal);
  }

  /** Nobody, while the lead is free. */
  Set<UserId> owner(LeadId lead) {
    return new LinkedHashSet<>(
        jdbc.sql("select owner from lead where id = ? and owner is not null")
            .param(lead.value())
            .query((row, n) -> new UserId(row.getString("owner")))
            .list());
  }

  Set<UserId> inChat(DealId deal) {
    return people("select user_login from chat_participant where deal_id = :deal", deal);
  }

  /** The deal's manager, and those who plan visits and deal with this one. */
  Set<UserId> ofVisit(DealId deal) {
    return new LinkedHashSet<>(
        jdbc.sql(
                """
                select owner from deal where id = :deal
                union
                select p.user_login from chat_participant p join app_user u on u.login = p.user_login
                where p.deal_id = :deal and u.roles && cast(:planners as text[])
                union
                (select v.planned_by from visit v join app_user u on u.login = v.planned_by
                 where v.deal_id = :deal and u.roles && cast(:planners as text[]) order by v.id desc limit 1)
                """)
            .param("deal", deal.value())
            .param("planners", rights.roles("visit.plan").toArray(String[]::new))
            .query((row, n) -> new UserId(row.getString(1)))
            .list());
  }

  /**
   * Whom a deadline concerns: whose miss it would be, and who has the activity of the same clause;
   * if that is nobody in particular, those of its role who are in the deal's chat, or else all of
   * them.
   */
  Set<UserId> ofDeadline(SubjectKind kind, long subject, String rule, String anchor, UserId owner) {
    Set<UserId> people = new LinkedHashSet<>(Set.of(owner));
    jdbc.sql(
            """
            select a.assignee,
              array(select u.login from app_user u where u.active and a.role = any (u.roles)) as holders,
              array(select u.login from app_user u join chat_participant p on p.user_login = u.login
                    where :kind = 'DEAL' and p.deal_id = :subject and u.active and a.role = any (u.roles)) as invited
            from activity a
            where a.kind = :kind and a.subject = :subject and a.rule = :rule and a.anchor = :anchor
              and a.state = 'PLANNED'
            """)
        .param("kind", kind.name())
        .param("subject", subject)
        .param("rule", rule)
        .param("anchor", anchor)
        .query(
            (row, n) -> {
              String assignee = row.getString("assignee");
              if (assignee != null) {
                return Set.of(new UserId(assignee));
              }
              String[] invited = (String[]) row.getArray("invited").getArray();
              String[] holders = (String[]) row.getArray("holders").getArray();
              return Arrays.stream(invited.length > 0 ? invited : holders)
                  .map(UserId::new)
                  .collect(Collectors.toSet());
            })
        .list()
        .forEach(people::addAll);
    return people;
  }

  private Set<UserId> people(String sql, DealId deal) {
    return new LinkedHashSet<>(
        jdbc.sql(sql)
            .param("deal", deal.value())
            .query((row, n) -> new UserId(row.getString(1)))
            .list());
  }
}
