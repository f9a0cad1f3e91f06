package app.zamer.activities;

import app.zamer.clients.Phone;
import app.zamer.editions.Editions;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deals and leads as their activities show them. */
@Component
class SubjectQuery {
  /** What {@link #subject} reads of a row {@code r} with {@code kind} and {@code subject}. */
  static final String COLUMNS =
      """
      r.kind, r.subject, coalesce(d.title, l.title, '') as subject_title,
        coalesce(c.name, l.client_name, '') as client_name, coalesce(d.owner, l.owner) as subject_owner,
        d.pipeline, d.stage,
        coalesce((select phone from client_phone p where p.client_id = c.id order by position limit 1), l.phone) as phone\
      """;

  static final String JOINS =
      """
      left join deal d on r.kind = 'DEAL' and d.id = r.subject
      left join client c on c.id = d.client_id
      left join lead l on r.kind = 'LEAD' and l.id = r.subject\
      """;

  private final JdbcClient jdbc;
  private final Editions editions;

  SubjectQuery(JdbcClient jdbc, Editions editions) {
    this.jdbc = jdbc;
    this.editions = editions;
  }

  SubjectView get(SubjectKind kind, long id) {
    Regulation regulation = editions.inForce();
    return jdbc.sql(
            "select %s from (select :kind as kind, cast(:id as bigint) as subject) r %s where d.id is not null or l.id is not null"
                .formatted(COLUMNS, JOINS))
        .param("kind", kind.name())
        .param("id", id)
        .query((row, n) -> subject(row, regulation))
        .optional()
        .orElseThrow(() -> new NotFound(kind + " " + id));
  }

  static SubjectView subject(ResultSet row, Regulation regulation) throws SQLException {
    String phone = row.getString("phone");
    String pipeline = row.getString("pipeline");
    return new SubjectView(
        SubjectKind.valueOf(row.getString("kind")),
        row.getLong("subject"),
        row.getString("subject_title"),
        row.getString("client_name"),
        phone == null ? null : new Phone(phone),
        row.getString("subject_owner"),
        pipeline == null
            ? null
            : regulation
                .stage(new StageId(pipeline, Objects.requireNonNull(row.getString("stage"))))
                .map(Stage::name)
                .orElse(null));
  }
}
