package app.zamer.files;

import app.zamer.files.FilesPanel.Line;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files of a deal or a lead with the names of those who attached them. */
@Component
class FileQuery {
  /** More than any of them has; who keeps more in one sees the newest. */
  private static final int MOST = 300;

  private final JdbcClient jdbc;

  FileQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Line> of(FileSubject subject) {
    return jdbc.sql(
            """
            select f.id, f.kind, f.name, f.content_type, f.size, f.uploaded_at, coalesce(u.name, f.uploaded_by) as by
            from file f left join app_user u on u.login = f.uploaded_by
            where f.%s = ? and f.removed_at is null order by f.id desc limit ?
            """
                .formatted(FileRepository.column(subject)))
        .params(subject.id(), MOST)
        .query(
            (row, n) ->
                new Line(
                    row.getLong("id"),
                    row.getString("kind"),
                    row.getString("name"),
                    row.getString("content_type"),
                    row.getLong("size"),
                    row.getString("by"),
                    row.getObject("uploaded_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
