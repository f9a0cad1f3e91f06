package app.zamer.measurements;

import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes lines of records: with names for logins, and what the reader may do. */
@Component
class LedgerLines {
  private static final String STATUS = DealField.MEASUREMENT_STATUS.id();

  private final LedgerQuery records;
  private final StatusRequestQuery requests;
  private final Users users;
  private final Rights rights;
  private final Editions editions;

  LedgerLines(
      LedgerQuery records,
      StatusRequestQuery requests,
      Users users,
      Rights rights,
      Editions editions) {
    this.records = records;
    this.requests = requests;
    this.users = users;
    this.rights = rights;
    this.editions = editions;
  }

  /**
   * @param next where the rest begins; null if this is all
   */
  record Part(List<LedgerLine> lines, LedgerQuery.@Nullable Place next) {}

  /** Lines behind a place of the list; null to begin at the beginning. */
  Part part(Actor actor, LedgerSearch search, LedgerQuery.@Nullable Place after, int size) {
    List<LedgerRecord> found =
        records.rows(actor, search.filter(), search.earliestFirst(), after, size + 1);
    boolean more = found.size() > size;
    List<LedgerRecord> shown = more ? found.subList(0, size) : found;
    return new Part(lines(actor, shown), more ? LedgerQuery.Place.of(shown.getLast()) : null);
  }

  List<LedgerLine> lines(Actor actor, List<LedgerRecord> shown) {
    Reach edits = rights.reach(actor, Ledger.EDIT);
    Reach setsStatus = rights.reach(actor, Ledger.SET_STATUS);
    Map<Long, Word> asked =
        requests.open(shown.stream().map(record -> Long.valueOf(record.deal())).toList());
    Map<String, String> names = names(shown);
    Regulation regulation = editions.inForce();
    return shown.stream()
        .map(
            record ->
                new LedgerLine(
                    record,
                    regulation.word(STATUS, record.status()),
                    uncertain(regulation, record.dateKind()),
                    names,
                    reaches(edits, record) || reaches(setsStatus, record),
                    asked.get(Long.valueOf(record.deal()))))
        .toList();
  }

  private static @Nullable Word uncertain(Regulation regulation, @Nullable String kind) {
    String field = DealField.DATE_KIND.id();
    return kind != null && regulation.means(field, kind, Meaning.APPROXIMATE)
        ? regulation.word(field, kind)
        : null;
  }

  private static boolean reaches(Reach reach, LedgerRecord record) {
    VisitView visit = record.visit();
    boolean visits = visit != null && visit.engineer().equals(reach.reader().value());
    return reach.reaches(new UserId(record.manager()), visits ? Instant.MAX : null);
  }

  Map<String, String> names(List<LedgerRecord> records) {
    return names(
        records.stream()
            .flatMap(
                record ->
                    Stream.of(
                        record.manager(),
                        record.stampedBy(),
                        record.visit() == null ? null : record.visit().engineer())));
  }

  Map<String, String> names(Stream<? extends @Nullable String> logins) {
    Set<UserId> ids = logins.filter(Objects::nonNull).map(UserId::new).collect(Collectors.toSet());
    Map<String, String> names = new HashMap<>();
    users.names(ids).forEach((id, name) -> names.put(id.value(), name));
    return names;
  }

  /** Whose deals the reader may choose; nobody if he sees only his own. */
  List<User> managers(Actor actor) {
    return rights.reach(actor, Ledger.READ).isAll()
        ? users.withRightOr("deal.own", records.managers())
        : List.of();
  }

  List<User> engineers() {
    return users.withRightOr("visit.result", records.engineers(), Scope.VISIT);
  }
}
