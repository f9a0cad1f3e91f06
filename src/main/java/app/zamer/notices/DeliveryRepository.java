package app.zamer.notices;

import static app.zamer.notices.NoticeRepository.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What has to go out by mail and push. */
@Repository
class DeliveryRepository {
  /** After this a delivery that was begun counts as given up: its node was killed. */
  static final Duration LEASE = Duration.ofMinutes(3);

  private final JdbcClient jdbc;

  DeliveryRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One that somebody has begun.
   *
   * @param tries how often it was begun, this time included
   * @param target the browser of a push
   */
  record Delivery(long id, long notice, long target, int tries) {}

  void add(long notice, Channel channel, long target, Instant due) {
    jdbc.sql(
            """
            insert into notice_delivery (notice_id, channel, target, due_at) values (:notice, :channel, :target, :due)
            on conflict do nothing
            """)
        .param("notice", notice)
        .param("channel", channel.id())
        .param("target", target)
        .param("due", at(due))
        .update();
  }

  /** Begins the next one that is due; of several nodes each gets another one. */
  Optional<Delivery> begin(Channel channel, Instant now) {
    return jdbc.sql(
            """
            update notice_delivery set state = 'sending', tries = tries + 1, due_at = :lease
            where id = (
              select id from notice_delivery
              where channel = :channel and state in ('waiting', 'sending') and due_at <= :now
              order by due_at, id limit 1 for update skip locked)
            returning id, notice_id, target, tries
            """)
        .param("channel", channel.id())
        .param("now", at(now))
        .param("lease", at(now.plus(LEASE)))
        .query(DeliveryRepository::delivery)
        .optional();
  }

  /** Begins whatever else is due to go to the same person, to go along with the first one. */
  List<Delivery> beginOthers(Delivery first, Channel channel, Instant now, int most) {
    return jdbc.sql(
            """
            update notice_delivery set state = 'sending', tries = tries + 1, due_at = :lease
            where id in (
              select d.id from notice_delivery d join notice n on n.id = d.notice_id
              where d.channel = :channel and d.state in ('waiting', 'sending') and d.due_at <= :now
                and n.person = (select person from notice where id = :notice)
              order by d.due_at, d.id limit :most for update of d skip locked)
            returning id, notice_id, target, tries
            """)
        .param("channel", channel.id())
        .param("now", at(now))
        .param("lease", at(now.plus(LEASE)))
        .param("notice", first.notice())
        .param("most", most)
        .query(DeliveryRepository::delivery)
        .list();
  }

  /**
   * Ends one.
   *
   * @param state {@code sent}, {@code failed} or {@code dropped}
   */
  void end(Delivery delivery, String state, Instant now) {
    jdbc.sql("update notice_delivery set state = :state, ended_at = :now where id = :id")
        .param("state", state)
        .param("now", at(now))
        .param("id", delivery.id())
        .update();
  }

  void later(Delivery delivery, Instant due) {
    jdbc.sql("update notice_delivery set state = 'waiting', due_at = :due where id = :id")
        .param("due", at(due))
        .param("id", delivery.id())
        .update();
  }

  private static Delivery delivery(ResultSet row, int number) throws SQLException {
    return new Delivery(
        row.getLong("id"), row.getLong("notice_id"), row.getLong("target"), row.getInt("tries"));
  }
}
