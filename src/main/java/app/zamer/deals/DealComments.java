package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Comments of deals; some clauses want one that is pinned (LOST-1, DEF-3). */
@Service
public class DealComments {
  static final int LONGEST = 10_000;

  private final JdbcClient jdbc;
  private final DealRepository repository;
  private final DealChanges changes;
  private final DealHistory history;
  private final DealAccess access;
  private final Editions editions;
  private final CompanyClock clock;

  DealComments(
      JdbcClient jdbc,
      DealRepository repository,
      DealChanges changes,
      DealHistory history,
      DealAccess access,
      Editions editions,
      CompanyClock clock) {
    this.jdbc = jdbc;
    this.repository = repository;
    this.changes = changes;
    this.history = history;
    this.access = access;
    this.editions = editions;
    this.clock = clock;
  }

  public record Comment(long id, String author, String text, Instant createdAt, boolean pinned) {}

  /**
   * @param text not blank, at most {@value #LONGEST} characters
   * @param pinned pin it at once, which needs the right {@code comment.pin}
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not comment
   *     on it
   */
  @Transactional
  public Comment add(Actor actor, DealId deal, String text, boolean pinned) {
    requireAdd(actor, deal, pinned);
    repository.lock(deal);
    Instant now = clock.instant();
    long id = insert(actor, deal, text, pinned, now);
    changed(deal, actor, pinned ? "comments.pinned" : "comments", null, text, now);
    return new Comment(id, actor.id().value(), text, now, pinned);
  }

  /**
   * Adds a pinned comment with a change of the deal that was decided with it: it is told in the
   * history, and nothing has to follow.
   */
  void pinned(Actor actor, DealId deal, String text, Instant now) {
    insert(actor, deal, text, true, now);
    told(deal, actor, "comments.pinned", null, text, now);
  }

  /** Throws unless the actor may write such a comment. */
  void requireAdd(Actor actor, DealId deal, boolean pinned) {
    access.require(actor, deal, pinned ? "comment.pin" : "comment.add");
  }

  /** What is wrong with the text of a comment; empty if nothing is. */
  static Optional<Violation> wrong(String field, @Nullable String text) {
    return text == null || text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0
        ? Optional.of(
            Violation.invalid(
                field,
                "Напишите комментарий, не длиннее " + LONGEST + " знаков.",
                "Write a comment of at most " + LONGEST + " characters."))
        : Optional.empty();
  }

  /**
   * @return empty if the deal has no such comment
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not pin its
   *     comments
   */
  @Transactional
  public Optional<Comment> pin(Actor actor, DealId deal, long id, boolean pinned) {
    access.require(actor, deal, "comment.pin");
    repository.lock(deal);
    Optional<Comment> found =
        jdbc.sql(
                "select id, author, text, created_at, pinned_at from deal_comment where deal_id = ?"
                    + " and id = ?")
            .params(deal.value(), id)
            .query((row, n) -> comment(row))
            .optional();
    if (found.isEmpty() || found.get().pinned() == pinned) {
      return found;
    }
    Comment comment = found.get();
    Instant now = clock.instant();
    jdbc.sql("update deal_comment set pinned_at = case when ? then ?::timestamptz end where id = ?")
        .params(pinned, now.atOffset(ZoneOffset.UTC), id)
        .update();
    changed(
        deal,
        actor,
        "comments.pinned",
        pinned ? null : comment.text(),
        pinned ? comment.text() : null,
        now);
    return Optional.of(
        new Comment(id, comment.author(), comment.text(), comment.createdAt(), pinned));
  }

  /** Newest first. */
  Page<Comment> of(Actor actor, DealId deal, PageRequest page) {
    access.require(actor, deal, "deal.story");
    List<Comment> comments =
        jdbc.sql(
                """
                select id, author, text, created_at, pinned_at from deal_comment
                where deal_id = ? order by id desc limit ? offset ?
                """)
            .params(deal.value(), page.size(), page.offset())
            .query((row, n) -> comment(row))
            .list();
    long total =
        jdbc.sql("select count(*) from deal_comment where deal_id = ?")
            .param(deal.value())
            .query(Long.class)
            .single();
    return Page.of(comments, page, total);
  }

  private long insert(Actor actor, DealId deal, String text, boolean pinned, Instant now) {
    return jdbc.sql(
            """
            insert into deal_comment (deal_id, author, text, created_at, pinned_at)
            values (?, ?, ?, ?, case when ? then ?::timestamptz end) returning id
            """)
        .params(
            deal.value(),
            actor.id().value(),
            text,
            now.atOffset(ZoneOffset.UTC),
            pinned,
            now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private void changed(
      DealId deal,
      Actor actor,
      String field,
      @Nullable String before,
      @Nullable String after,
      Instant now) {
    told(deal, actor, field, before, after, now);
    changes.follow(deal, actor, now);
  }

  private void told(
      DealId deal,
      Actor actor,
      String field,
      @Nullable String before,
      @Nullable String after,
      Instant now) {
    history.add(
        deal,
        now,
        actor.id(),
        null,
        editions.inForce(),
        List.of(new DealFacts.Change(field, before, after)));
  }

  private static Comment comment(ResultSet row) throws SQLException {
    return new Comment(
        row.getLong("id"),
        row.getString("author"),
        row.getString("text"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("pinned_at") != null);
  }
}
