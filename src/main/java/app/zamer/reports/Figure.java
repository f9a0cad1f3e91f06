package app.zamer.reports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A number of the reports, and what is counted in it. Both the number and the list behind it are
 * read from its {@link #rows}, so that they agree.
 */
public enum Figure {
  /** Open deals for which nothing is planned (ALL-2), at this moment. */
  IDLE(
      """
      select d.id as key, d.id as deal_id, d.owner, d.stage_since as at, m.estimate_amount as amount,
             null::text as detail, null::timestamptz as other
      from deal d join measurement m on m.deal_id = d.id
      where d.status = 'open'
        and not exists (select from activity a where a.kind = 'DEAL' and a.subject = d.id and a.state = 'PLANNED')
      """),
  /** Deals opened in the period that have ever been in a stage. */
  REACHED(Sql.OPENED),
  /** Deals opened in the period that have come as far as a stage or further. */
  PASSED(Sql.OPENED),
  /** Deals opened in the period that are in a stage at this moment. */
  STANDING(Sql.OPENED),
  /** Deals lost in the period. */
  LOST(
      """
      select d.id as key, d.id as deal_id, d.owner, d.stage_since as at,
             coalesce(m.contract_amount, m.estimate_amount) as amount,
             d.loss_remark as detail, null::timestamptz as other, d.loss_result as result,
             case when d.loss_reason = :ownWords and d.loss_remark <> ''
                  then search_key(d.loss_remark) else d.loss_reason end as reason
      from deal d join measurement m on m.deal_id = d.id
      where d.status = 'lost' and d.stage_since >= :from and d.stage_since < :until
      """),
  /** The technologist's stamp came after the cut-off (MEAS-5). */
  STAMP_LATE(
      Sql.MISSED + " and x.rule = any (cast(:stampRules as text[])) and m.stamped_at > x.due_at"),
  /** The technologist's stamp has not come at all (MEAS-5). */
  STAMP_NONE(
      Sql.MISSED
          + " and x.rule = any (cast(:stampRules as text[])) and (m.stamped_at is null or"
          + " m.stamped_at <= x.due_at)"),
  /** The time of a visit came, and nobody had confirmed it. */
  UNCONFIRMED(
      Sql.VISIT
          + " and v.confirmed_at is null and (v.called_off_at is null or v.called_off_at >="
          + " v.starts_at)"),
  /** A confirmed visit was called off when its time had come. */
  NOT_HELD(
      Sql.VISIT
          + " and v.confirmed_at is not null and v.outcome = '' and v.called_off_at >="
          + " v.starts_at"),
  /** A confirmed visit is over, and nobody has said what came of it. */
  UNREPORTED(
      Sql.VISIT
          + " and v.confirmed_at is not null and v.outcome = '' and v.called_off_at is null and"
          + " v.ends_at <= :now"),
  /** The ledger says that the measurement did not take place. */
  CANCELLED(
      """
      select d.id as key, d.id as deal_id, d.owner,
             m.planned_on::timestamp at time zone :zone as at, m.estimate_amount as amount,
             null::text as detail, null::timestamptz as other
      from measurement m join deal d on d.id = m.deal_id
      where m.status = any (cast(:notHeld as text[])) and m.planned_on between :first and :last
      """),
  /**
   * The measurement sheets were not in by the cut-off, and the program moved the deal (MEAS-11).
   */
  SHEET_LATE(Sql.MISSED + " and x.rule = any (cast(:sheetRules as text[]))"),
  /** Contracts made in the period. */
  CONTRACTS(
      """
      select d.id as key, d.id as deal_id, d.owner,
             m.contract_on::timestamp at time zone :zone as at, m.contract_amount as amount,
             m.contract_number as detail, null::timestamptz as other,
             m.contract_on as day, m.contract_discount as discount
      from measurement m join deal d on d.id = m.deal_id
      where m.contract_number <> '' and m.contract_on between :first and :last
      """);

  private final String rows;

  Figure(String rows) {
    this.rows = rows;
  }

  /**
   * What is counted, a row each: {@code key}, {@code deal_id}, {@code owner} — whose it is, {@code
   * at} — when, and what the list shows besides. Its parameters are those of {@link
   * FigureQuery#params}.
   */
  String rows() {
    return rows;
  }

  /** As it stands in an address. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Figure> find(String id) {
    return Arrays.stream(values()).filter(figure -> figure.id().equals(id)).findFirst();
  }

  private static final class Sql {
    private static final String OPENED =
        """
        select d.id as key, d.id as deal_id, d.owner, d.created_at as at,
               coalesce(m.contract_amount, m.estimate_amount) as amount,
               null::text as detail, null::timestamptz as other, d.reached, d.pipeline, d.stage
        from deal d join measurement m on m.deal_id = d.id
        where d.created_at >= :from and d.created_at < :until
        """;
    private static final String MISSED =
        """
        select x.id as key, d.id as deal_id, x.owner, x.due_at as at, m.estimate_amount as amount,
               null::text as detail, m.stamped_at as other
        from deadline x join deal d on d.id = x.subject join measurement m on m.deal_id = d.id
        where x.kind = 'DEAL' and x.missed_at is not null and x.due_at >= :from and x.due_at < :until
        """;
    private static final String VISIT =
        """
        select v.id as key, d.id as deal_id, d.owner, v.starts_at as at, m.estimate_amount as amount,
               v.engineer as detail, v.called_off_at as other
        from visit v join deal d on d.id = v.deal_id join measurement m on m.deal_id = d.id
        where v.starts_at >= :from and v.starts_at < :until and v.starts_at <= :now
        """;
  }
}
