package app.zamer.intake;

import app.zamer.company.CompanyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Forms that brought more in an hour than they may, until when, and whether they may bring more.
 */
@Repository
class Floods {
  private static final Duration HOUR = Duration.ofHours(1);

  private final JdbcClient db;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;

  Floods(JdbcClient db, CompanyClock clock, ApplicationEventPublisher events) {
    this.db = db;
    this.clock = clock;
    this.events = events;
  }

  /**
   * A form at its bound.
   *
   * @param since when its first request was refused in this hour
   * @param raisedUntil until when it may bring as many again; null if nobody has said so
   */
  record Flood(Instant since, @Nullable Instant raisedUntil) {}

  /**
   * The form is at its bound; whoever is concerned is told, once an hour.
   *
   * @return whether it may bring more for now
   */
  boolean reached(IntakeForm form) {
    OffsetDateTime now = now();
    boolean fresh =
        db.sql(
                    """
                    insert into intake_flood as f (form_id, since) values (:form, :now)
                    on conflict (form_id) do update set since = excluded.since, raised_until = null
                      where f.since <= :before and (f.raised_until is null or f.raised_until <= :now)
                    """)
                .param("form", form.id())
                .param("now", now)
                .param("before", now.minus(HOUR))
                .update()
            == 1;
    if (fresh) {
      events.publishEvent(new FormFlooded(form.id(), form.owner(), now.toInstant()));
      return false;
    }
    return of(form.id()).map(Flood::raisedUntil).filter(clock.instant()::isBefore).isPresent();
  }

  /** The form may bring as many requests again for an hour from now. */
  boolean raise(long form) {
    return db.sql("update intake_flood set raised_until = :until where form_id = :form")
            .param("until", now().plus(HOUR))
            .param("form", form)
            .update()
        == 1;
  }

  /** The form's flood, if it is one of this hour. */
  Optional<Flood> of(long form) {
    OffsetDateTime now = now();
    return db.sql(
            """
            select since, raised_until from intake_flood
            where form_id = :form and (since > :before or raised_until > :now)
            """)
        .param("form", form)
        .param("before", now.minus(HOUR))
        .param("now", now)
        .query(
            (row, _) -> {
              OffsetDateTime raised = row.getObject("raised_until", OffsetDateTime.class);
              return new Flood(
                  row.getObject("since", OffsetDateTime.class).toInstant(),
                  raised == null ? null : raised.toInstant());
            })
        .optional();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
