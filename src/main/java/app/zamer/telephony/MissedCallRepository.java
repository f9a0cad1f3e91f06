package app.zamer.telephony;

import static app.zamer.telephony.CallRepository.at;

import app.zamer.clients.Phone;
import app.zamer.leads.LeadId;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MissedCallRepository {
  private static final String COLUMNS = "id, phone, last_at, activity_id, settled_at";

  private final JdbcClient jdbc;

  MissedCallRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether anybody spoke with a number in a call that began later. */
  boolean spokenSince(Phone phone, Instant moment) {
    return jdbc.sql(
            "select exists (select from call where phone = :phone and started_at > :moment and"
                + " answered)")
        .param("phone", phone.e164())
        .param("moment", at(moment))
        .query(Boolean.class)
        .single();
  }

  /**
   * What a person has done by hand is settled: the call-back that was planned is done, or the lead
   * is closed.
   */
  void closeDone(Phone phone, Instant now) {
    jdbc.sql(
            """
            update missed_call m set settled_at = :now, settled_how = :how
            where phone = :phone and settled_at is null
              and (exists (select from activity where id = m.activity_id and state <> 'PLANNED')
                or m.deal_id is null and exists (select from lead where id = m.lead_id and result <> ''))
            """)
        .param("how", "done")
        .param("phone", phone.e164())
        .param("now", at(now))
        .update();
  }

  /** One more missed call of a number. */
  MissedCall add(Phone phone, Call call) {
    UserId user = call.user();
    LeadId lead = call.lead();
    DealId deal = call.deal();
    return jdbc.sql(
            """
            insert into missed_call (phone, first_at, last_at, times, person, lead_id, deal_id)
            values (:phone, :at, :at, 1, :person, :lead, :deal)
            on conflict (phone) where settled_at is null do update
              set times = missed_call.times + 1,
                  first_at = least(missed_call.first_at, excluded.first_at),
                  last_at = greatest(missed_call.last_at, excluded.last_at),
                  person = coalesce(excluded.person, missed_call.person),
                  activity_id = case when missed_call.deal_id is not distinct from excluded.deal_id
                    then missed_call.activity_id end,
                  lead_id = excluded.lead_id, deal_id = excluded.deal_id
            returning
            """
                + COLUMNS)
        .param("phone", phone.e164())
        .param("at", at(call.startedAt()))
        .param("person", user == null ? null : user.value())
        .param("lead", lead == null ? null : lead.value())
        .param("deal", deal == null ? null : deal.value())
        .query(MissedCallRepository::missed)
        .single();
  }

  void rangAt(Phone phone, UserId user) {
    jdbc.sql(
            "update missed_call set person = :user where phone = :phone and settled_at is null and"
                + " person is null")
        .param("user", user.value())
        .param("phone", phone.e164())
        .update();
  }

  Optional<MissedCall> open(Phone phone) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from missed_call where phone = ? and settled_at is null for update")
        .param(phone.e164())
        .query(MissedCallRepository::missed)
        .optional();
  }

  Optional<MissedCall> lock(long id) {
    return jdbc.sql("select " + COLUMNS + " from missed_call where id = ? for update")
        .param(id)
        .query(MissedCallRepository::missed)
        .optional();
  }

  /**
   * Whose it is: the owner's of deal or lead, else at whom alone it rang; empty for everybody's.
   */
  Optional<UserId> owner(long id) {
    return jdbc.sql(
            """
            select coalesce(d.owner, l.owner, m.person) as owner from missed_call m
            left join deal d on d.id = m.deal_id left join lead l on l.id = m.lead_id and m.deal_id is null
            where m.id = ? and coalesce(d.owner, l.owner, m.person) is not null
            """)
        .param(id)
        .query((row, n) -> new UserId(row.getString("owner")))
        .optional();
  }

  void planned(long id, long activity) {
    jdbc.sql("update missed_call set activity_id = :activity where id = :id")
        .param("id", id)
        .param("activity", activity)
        .update();
  }

  void tried(Phone phone, Instant at) {
    jdbc.sql(
            """
            update missed_call set tries = tries + 1, tried_at = greatest(tried_at, :at)
            where phone = :phone and settled_at is null and last_at <= :at
            """)
        .param("phone", phone.e164())
        .param("at", at(at))
        .update();
  }

  void settle(long id, @Nullable UserId by, String how, Instant now) {
    jdbc.sql(
            "update missed_call set settled_at = :now, settled_by = :by, settled_how = :how where"
                + " id = :id")
        .param("id", id)
        .param("by", by == null ? null : by.value())
        .param("how", how)
        .param("now", at(now))
        .update();
  }

  /** Those that are to be called back go with the lead to the deal. */
  List<MissedCall> carryOver(LeadId lead, DealId deal) {
    return jdbc.sql(
            "update missed_call set deal_id = :deal where lead_id = :lead and settled_at is null"
                + " and deal_id is null returning "
                + COLUMNS)
        .param("deal", deal.value())
        .param("lead", lead.value())
        .query(MissedCallRepository::missed)
        .list();
  }

  private static MissedCall missed(ResultSet row, int number) throws SQLException {
    return new MissedCall(
        row.getLong("id"),
        new Phone(Objects.requireNonNull(row.getString("phone"))),
        Objects.requireNonNull(CallRepository.instant(row, "last_at")),
        CallRepository.id(row, "activity_id"),
        CallRepository.instant(row, "settled_at"));
  }
}
