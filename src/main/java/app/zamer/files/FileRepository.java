package app.zamer.files;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class FileRepository {
  /** Bytes in a row of content; the last row of a file has fewer. */
  static final int CHUNK = 256 * 1024;

  private final JdbcClient jdbc;

  FileRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  StoredFile insert(
      FileSubject subject,
      FileKind kind,
      String name,
      String contentType,
      FileDigest digest,
      Actor by,
      Instant now) {
    // what it belongs to is locked first: who listens locks it too, and two who had both only
    // referred to it would wait for each other
    boolean deal = subject.kind() == FileSubject.Kind.DEAL;
    return jdbc.sql(
            """
            with locked as (select id from %s where id = :subject for no key update)
            insert into file (%s, kind, name, content_type, size, sha256, uploaded_by, uploaded_at)
            select id, :kind, :name, :type, :size, :sha256, :by, :now from locked
            returning *
            """
                .formatted(deal ? "deal" : "lead", column(subject)))
        .param("subject", subject.id())
        .param("kind", kind.id())
        .param("name", name)
        .param("type", contentType)
        .param("size", digest.size())
        .param("sha256", digest.sha256())
        .param("by", by.id().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(FileRepository::file)
        .single();
  }

  void write(long file, InputStream content) throws IOException {
    byte[] chunk = content.readNBytes(CHUNK);
    for (int no = 0; chunk.length > 0; no++) {
      jdbc.sql("insert into file_chunk (file_id, no, bytes) values (:file, :no, :bytes)")
          .param("file", file)
          .param("no", no)
          .param("bytes", chunk)
          .update();
      chunk = content.readNBytes(CHUNK);
    }
  }

  byte[] chunk(long file, int no) {
    return jdbc.sql("select bytes from file_chunk where file_id = :file and no = :no")
        .param("file", file)
        .param("no", no)
        .query(byte[].class)
        .single();
  }

  Optional<StoredFile> find(long id) {
    return jdbc.sql("select * from file where id = :id and removed_at is null")
        .param("id", id)
        .query(FileRepository::file)
        .optional();
  }

  List<StoredFile> of(FileSubject subject, PageRequest page) {
    return jdbc.sql(
            """
            select * from file where %s = :subject and removed_at is null
            order by id desc limit :size offset :offset
            """
                .formatted(column(subject)))
        .param("subject", subject.id())
        .param("size", page.size())
        .param("offset", page.offset())
        .query(FileRepository::file)
        .list();
  }

  long count(FileSubject subject) {
    return jdbc.sql(
            "select count(*) from file where %s = :subject and removed_at is null"
                .formatted(column(subject)))
        .param("subject", subject.id())
        .query(Long.class)
        .single();
  }

  /** False if it was removed already. */
  boolean remove(long id, Actor by, Instant now) {
    return jdbc.sql(
                "update file set removed_by = :by, removed_at = :now where id = :id and removed_at is null")
            .param("id", id)
            .param("by", by.id().value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /** The files of a lead, which from now on are the deal's. */
  List<StoredFile> carryOver(long lead, DealId deal) {
    return jdbc.sql(
            """
            update file set deal_id = :deal
            where lead_id = :lead and deal_id is null and removed_at is null returning *
            """)
        .param("lead", lead)
        .param("deal", deal.value())
        .query(FileRepository::file)
        .list();
  }

  static String column(FileSubject subject) {
    return subject.kind() == FileSubject.Kind.DEAL ? "deal_id" : "lead_id";
  }

  private static StoredFile file(ResultSet row, int number) throws SQLException {
    long deal = row.getLong("deal_id");
    boolean ofLead = row.wasNull();
    return new StoredFile(
        row.getLong("id"),
        ofLead
            ? new FileSubject(FileSubject.Kind.LEAD, row.getLong("lead_id"))
            : new FileSubject(FileSubject.Kind.DEAL, deal),
        FileKind.of(row.getString("kind")).orElseThrow(),
        row.getString("name"),
        row.getString("content_type"),
        row.getLong("size"),
        row.getString("sha256"),
        new UserId(row.getString("uploaded_by")),
        row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
  }
}
