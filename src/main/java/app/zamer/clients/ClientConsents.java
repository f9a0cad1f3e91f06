package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether clients agree that their personal data is handled (152-ФЗ). What was said is never edited
 * away: a slip is mended by saying it anew.
 */
@Service
public class ClientConsents {
  private static final int LONGEST_DOCUMENT = 500;
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private final JdbcClient jdbc;
  private final ClientRepository clients;
  private final ClientRights rights;
  private final CompanyClock clock;

  ClientConsents(
      JdbcClient jdbc, ClientRepository clients, ClientRights rights, CompanyClock clock) {
    this.jdbc = jdbc;
    this.clients = clients;
    this.rights = rights;
    this.clock = clock;
  }

  /** What became of writing it down. */
  sealed interface Outcome {
    record Done(ClientConsent consent) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}
  }

  /** What the client said last; empty if nobody has asked him. */
  public Optional<ClientConsent> latest(ClientId client) {
    return list(client, 1).stream().findFirst();
  }

  /** All that the client said, the latest first. */
  public List<ClientConsent> of(ClientId client) {
    return list(client, 100);
  }

  /**
   * @param day null if it was not said
   * @param source null if it was not said
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not change
   *     him
   */
  @Transactional
  Outcome record(
      Actor by,
      ClientId id,
      boolean given,
      @Nullable LocalDate day,
      @Nullable String source,
      @Nullable String document) {
    if (clients.lock(id).isEmpty()) throw new NotFound("client " + id);
    rights.require(by, ClientRights.EDIT, id);
    String text = document == null ? "" : document.strip();
    List<Violation> wrong = wrong(id, given, day, text);
    Optional<ConsentSource> how = ConsentSource.of(source == null ? "" : source);
    if (how.isEmpty()) {
      wrong.add(
          Violation.invalid(
              "source", "Выберите, как клиент это сообщил.", "Choose how the client said so."));
    }
    if (!wrong.isEmpty() || day == null || how.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    ClientConsent consent =
        jdbc.sql(
                """
                insert into client_consent (client_id, given, said_on, source, document, recorded_at, recorded_by)
                values (:client, :given, :day, :source, :document, :now, :by) returning *
                """)
            .param("client", id.value())
            .param("given", given)
            .param("day", day)
            .param("source", how.get().id())
            .param("document", text)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("by", by.id().value())
            .query(ClientConsents::consent)
            .single();
    return new Outcome.Done(consent);
  }

  private List<Violation> wrong(
      ClientId id, boolean given, @Nullable LocalDate day, String document) {
    List<Violation> wrong = new ArrayList<>();
    if (day == null) {
      wrong.add(
          Violation.invalid(
              "day", "Укажите день, когда клиент это сообщил.", "Give the day of the answer."));
    } else if (day.isAfter(clock.today()) || day.isBefore(EARLIEST)) {
      wrong.add(
          Violation.invalid(
              "day",
              "День не может быть в будущем или раньше 2000 года.",
              "The day cannot be in the future or before the year 2000."));
    }
    if (document.length() > LONGEST_DOCUMENT
        || document.chars().anyMatch(c -> Character.isISOControl(c))) {
      wrong.add(
          Violation.invalid(
              "document",
              "Пометка длиннее "
                  + LONGEST_DOCUMENT
                  + " знаков или с переводом строки: сократите её.",
              "The note is longer than " + LONGEST_DOCUMENT + " characters or has a line break."));
    }
    if (!given && latest(id).filter(ClientConsent::given).isEmpty()) {
      wrong.add(
          Violation.invalid(
              "given",
              "Отозвать нечего: согласия нет.",
              "There is no consent that could be taken back."));
    }
    if (clients.anonymous(id)) {
      wrong.add(
          Violation.invalid(
              "given",
              "Данные клиента удалены по его требованию: согласие больше не нужно.",
              "The client's data was removed on demand: no consent is needed any more."));
    }
    return wrong;
  }

  private List<ClientConsent> list(ClientId client, int most) {
    return jdbc.sql(
            """
            select * from client_consent where client_id = :client order by said_on desc, id desc limit :most
            """)
        .param("client", client.value())
        .param("most", most)
        .query(ClientConsents::consent)
        .list();
  }

  private static ClientConsent consent(ResultSet row, int number) throws SQLException {
    return new ClientConsent(
        row.getLong("id"),
        row.getBoolean("given"),
        row.getObject("said_on", LocalDate.class),
        ConsentSource.of(row.getString("source")).orElse(ConsentSource.OTHER),
        row.getString("document"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getString("recorded_by"));
  }
}
