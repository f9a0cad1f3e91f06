package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * What a person may report of calls himself. The exchange is believed of everybody; a person only
 * of himself, with clients who are his or nobody's yet, and he puts no links on cards.
 */
@Component
class OwnCalls {
  private final JdbcClient jdbc;

  OwnCalls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether it is no person who reports: the exchange, by its token, or the program itself. */
  static boolean isExchange(Actor actor) {
    return actor.isSystem() || actor.is(Role.EXCHANGE);
  }

  /** What stands against a report, by the fields of its body. */
  static List<Violation> wrong(Actor actor, @Nullable UserId user, String recordUrl) {
    List<Violation> wrong = new ArrayList<>();
    if (isExchange(actor)) {
      return wrong;
    }
    if (user != null && !user.equals(actor.id())) {
      wrong.add(
          Violation.invalid(
              "user",
              "О звонках других сообщает станция: укажите себя или уберите поле.",
              "The exchange reports the calls of others: name yourself or leave the field out."));
    }
    if (!recordUrl.isEmpty()) {
      wrong.add(
          Violation.invalid(
              "recordUrl",
              "Ссылку на запись присылает только станция: уберите её.",
              "Only the exchange sends links to recordings: leave it out."));
    }
    return wrong;
  }

  /**
   * Checks that a number is one's own to report, before anything is written about it.
   *
   * @throws AccessDeniedException if its open deal, its open lead, its client or its missed call is
   *     another's
   */
  void require(Actor actor, @Nullable Phone phone) {
    if (!isExchange(actor) && phone != null && isOthers(actor, phone)) {
      throw new AccessDeniedException("the number is another's");
    }
  }

  /** Whether a number's open deal, open lead, client or missed call is another's. */
  boolean isOthers(Actor actor, Phone phone) {
    return jdbc.sql(
            """
            with his as materialized (
                select d.id, d.owner, d.status, p.phone = :phone as own from deal d join client_phone p on p.client_id = d.client_id
                where %s),
              open_deal as materialized (
                select owner from his where status = 'open' order by own desc, id desc limit 1),
              open_lead as materialized (
                select owner from lead where %s and result = '' order by phone = :phone desc, id desc limit 1)
            select exists (select from open_deal where owner <> :me)
              or not exists (select from open_deal)
                and (exists (select from open_lead where owner <> :me)
                  or not exists (select from open_lead where owner = :me)
                    and exists (select from his) and not exists (select from his where owner = :me))
              or exists (
                select from missed_call m
                left join deal d on d.id = m.deal_id left join lead l on l.id = m.lead_id and m.deal_id is null
                where m.phone = :phone and m.settled_at is null
                  and coalesce(d.owner, l.owner, m.person) <> :me)
            """
                .formatted(phone.reaches("p.phone"), phone.reaches("phone")))
        .param("phone", phone.e164())
        .param("me", actor.id().value())
        .query(Boolean.class)
        .single();
  }
}
