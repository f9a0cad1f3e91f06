package app.zamer.notices;

import static app.zamer.notices.NoticeRepository.at;

import java.time.Duration;
import java.time.Instant;
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
        .query(
            (row, n) ->
                new Delivery(
                    row.getLong("id"),
                    row.getLong("notice_id"),
                    row.getLong("target"),
                    row.getInt("tries")))
        .optional();
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
}
