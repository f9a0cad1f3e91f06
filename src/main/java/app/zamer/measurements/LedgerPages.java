package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The ledger «Учёт клиентов»: the register of measurements, and changing a record in place. */
@Controller
class LedgerPages {
  static final int MOST_COUNTED = 1000;

  /** How many lines a page on paper has at most. */
  static final int MOST_PRINTED = 2000;

  private static final int LINES = 50;
  private static final int REQUESTS_SHOWN = 3;

  private final Ledger ledger;
  private final LedgerQuery records;
  private final LedgerLines lines;
  private final StatusRequests statusRequests;
  private final StatusRequestQuery requests;
  private final Editions editions;
  private final CompanyClock clock;

  LedgerPages(
      Ledger ledger,
      LedgerQuery records,
      LedgerLines lines,
      StatusRequests statusRequests,
      StatusRequestQuery requests,
      Editions editions,
      CompanyClock clock) {
    this.ledger = ledger;
    this.records = records;
    this.lines = lines;
    this.statusRequests = statusRequests;
    this.requests = requests;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/ledger")
  ModelAndView ledger(
      Actor actor,
      @RequestParam Map<String, String> address,
      HttpServletRequest request,
      HttpServletResponse response) {
    LedgerSearch search = LedgerSearch.of(address, editions.inForce());
    Map<String, Object> model = list(actor, search, LINES);
    if (Htmx.asked(request)) {
      response.setHeader("HX-Push-Url", search.at("/ledger"));
      return new ModelAndView("measurements/ledger-list", model);
    }
    model.putAll(choices(actor));
    model.put("openRequests", requests.countOpen(actor, 100));
    model.put("today", clock.today());
    model.put("statuses", editions.inForce().words(Ledger.STATUS));
    return new ModelAndView("measurements/ledger", model);
  }

  /** The lines behind those that are there already. */
  @GetMapping("/ledger/more")
  ModelAndView more(
      Actor actor, @RequestParam Map<String, String> address, @RequestParam String after) {
    LedgerSearch search = LedgerSearch.of(address, editions.inForce());
    LedgerLines.Part part =
        lines.part(actor, search, LedgerQuery.Place.read(after).orElse(null), LINES);
    return new ModelAndView("measurements/ledger-lines", model(search, part));
  }

  /** How many are found now that something has changed. */
  @GetMapping("/ledger/found")
  ModelAndView found(
      Actor actor,
      @RequestParam Map<String, String> address,
      @RequestParam(defaultValue = "0") int was) {
    LedgerSearch search = LedgerSearch.of(address, editions.inForce());
    LedgerFound found = count(actor, search);
    return new ModelAndView(
        "measurements/ledger-found",
        Map.of(
            "search",
            search,
            "found",
            found,
            "was",
            was,
            "refreshed",
            moments().time(clock.instant())));
  }

  /** One line as it is now; nothing, if it is no longer there or no longer his. */
  @GetMapping("/ledger/{id}/row")
  Object row(Actor actor, @PathVariable long id) {
    List<LedgerRecord> found =
        records.rows(actor, LedgerQuery.Filter.of(id, null, null, null), false, null, 1);
    if (found.isEmpty()) {
      return ResponseEntity.ok().build();
    }
    return new ModelAndView(
        "measurements/ledger-line",
        Map.of(
            "line",
            lines.lines(actor, found).getFirst(),
            "moments",
            moments(),
            "refreshed",
            moments().time(clock.instant())));
  }

  /** Everything that is found, to be put on paper. */
  @GetMapping("/ledger/print")
  ModelAndView print(Actor actor, @RequestParam Map<String, String> address) {
    LedgerSearch search = LedgerSearch.of(address, editions.inForce());
    Map<String, Object> model = list(actor, search, MOST_PRINTED);
    model.put("words", words(search));
    model.put("madeAt", moments().show(clock.instant()));
    model.put("cut", model.containsKey("next") ? MOST_PRINTED : 0);
    model.remove("next");
    return new ModelAndView("measurements/ledger-print", model);
  }

  @GetMapping("/ledger/{id}/edit")
  ModelAndView edit(Actor actor, @PathVariable long id) {
    LedgerRecord record = ledger.forEdit(actor, new DealId(id));
    return dialog(
        actor, record, typed(record), List.of(), Map.of(), record.version(), HttpStatus.OK);
  }

  @PostMapping("/ledger/{id}/edit")
  Object save(Actor actor, @PathVariable long id, @RequestParam Map<String, String> fields) {
    var deal = new DealId(id);
    var form = new Form(fields);
    LedgerEdit edit = LedgerEdit.of(form, editions.inForce());
    ledger.requireEdit(actor, deal, edit);
    LedgerRecord before = ledger.forEdit(actor, deal);
    Long version = form.number("version");
    Outcome outcome =
        version == null
            ? new Outcome.Stale(before.version())
            : ledger.edit(actor, deal, version, edit);
    return switch (outcome) {
      case Outcome.Done done ->
          Htmx.done(said(before, done.facts()), "live:deal-" + id, "ledger-changed");
      case Outcome.Refused refused ->
          dialog(
              actor,
              before,
              form.typed(),
              refused.violations(),
              Map.of(),
              Objects.requireNonNull(version),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case Outcome.Stale _ -> {
        LedgerRecord now = ledger.forEdit(actor, deal);
        yield dialog(
            actor,
            now,
            form.typed(),
            form.wrong(),
            others(now, form),
            now.version(),
            HttpStatus.PRECONDITION_FAILED);
      }
    };
  }

  @GetMapping("/ledger/{id}/status-request")
  ModelAndView asking(Actor actor, @PathVariable long id) {
    ledger.requireAsking(actor, new DealId(id));
    return asking(actor, id, new Form(Map.of()), List.of(), HttpStatus.OK);
  }

  @PostMapping("/ledger/{id}/status-request")
  Object ask(Actor actor, @PathVariable long id, @RequestParam Map<String, String> fields) {
    var deal = new DealId(id);
    ledger.requireAsking(actor, deal);
    var form = new Form(fields);
    String comment = form.text("comment", StatusRequests.COMMENT_LENGTH);
    String status = form.text("status");
    List<Violation> inTheWay = ledger.statuses(deal).get(status);
    if (inTheWay == null) {
      form.wrong("status", "ledger.ask.status.missing");
    } else if (requests.of(id, 100).stream()
        .anyMatch(
            request ->
                request.settledBy() == null
                    && request.status().equals(status)
                    && request.requestedBy().equals(actor.id()))) {
      form.wrong("status", "ledger.ask.twice");
    }
    var wrong = new ArrayList<Violation>(form.wrong());
    if (inTheWay != null) {
      wrong.addAll(inTheWay);
    }
    if (!wrong.isEmpty() || comment == null) {
      return asking(actor, id, form, wrong, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    statusRequests.ask(actor, deal, status, comment);
    return Htmx.done(Messages.get("ledger.ask.done"), "live:deal-" + id, "live:status-requests");
  }

  private Map<String, Object> list(Actor actor, LedgerSearch search, int size) {
    Map<String, Object> model = model(search, lines.part(actor, search, null, size));
    model.put("found", count(actor, search));
    return model;
  }

  private Map<String, Object> model(LedgerSearch search, LedgerLines.Part part) {
    Map<String, Object> model = new HashMap<>();
    model.put("search", search);
    model.put("lines", part.lines());
    model.put("moments", moments());
    if (part.next() != null) {
      model.put("next", search.at("/ledger/more", "after", part.next().toString()));
    }
    return model;
  }

  private LedgerFound count(Actor actor, LedgerSearch search) {
    int count = records.count(actor, search.filter(), MOST_COUNTED);
    return new LedgerFound(Math.min(count, MOST_COUNTED), count > MOST_COUNTED);
  }

  private Map<String, Object> choices(Actor actor) {
    return Map.of("engineers", lines.engineers(), "managers", lines.managers(actor));
  }

  /** What is looked for, in words. */
  Map<String, String> words(LedgerSearch search) {
    var words = new LinkedHashMap<String, String>();
    LedgerQuery.Filter filter = search.filter();
    if (!filter.text().isEmpty()) {
      words.put(Messages.get("ledger.filter.q"), filter.text());
    }
    if (filter.status() != null) {
      words.put(
          Messages.get("ledger.filter.status"),
          editions.inForce().word(Ledger.STATUS, filter.status()).text().in(Messages.language()));
    }
    if (filter.from() != null) {
      words.put(Messages.get("ledger.filter.from"), Shown.day(filter.from()));
    }
    if (filter.to() != null) {
      words.put(Messages.get("ledger.filter.to"), Shown.day(filter.to()));
    }
    Map<String, String> names = lines.names(Stream.of(filter.engineer(), filter.manager()));
    if (filter.engineer() != null) {
      words.put(
          Messages.get("ledger.filter.engineer"),
          names.getOrDefault(filter.engineer(), filter.engineer()));
    }
    if (filter.manager() != null) {
      words.put(
          Messages.get("ledger.filter.manager"),
          names.getOrDefault(filter.manager(), filter.manager()));
    }
    if (filter.visited() != null) {
      words.put(
          Messages.get("ledger.filter.visit"),
          Messages.get(
              filter.visited() ? "ledger.filter.visit.with" : "ledger.filter.visit.without"));
    }
    return words;
  }

  private ModelAndView dialog(
      Actor actor,
      LedgerRecord record,
      Map<String, String> typed,
      List<Violation> violations,
      Map<String, String> others,
      long version,
      HttpStatus status) {
    var deal = new DealId(Long.parseLong(record.deal()));
    Regulation regulation = editions.inForce();
    Map<String, Object> model = new HashMap<>();
    model.put("record", record);
    model.put("typed", typed);
    model.put("violations", byField(violations));
    model.put("others", others);
    model.put("version", version);
    model.put("regulation", regulation);
    model.put("edits", ledger.mayEdit(actor, deal));
    model.put("setsStatus", ledger.maySetStatus(actor, deal));
    model.put("asks", ledger.mayAsk(actor, deal));
    model.put("status", regulation.word(Ledger.STATUS, record.status()));
    model.put("statuses", statuses(deal, record.status()));
    Map<String, String> kinds = new LinkedHashMap<>(Map.of("", Messages.get("ledger.date-kind")));
    regulation
        .words("measurement.dateKind")
        .forEach(kind -> kinds.put(kind.id(), kind.text().in(Messages.language())));
    model.put("dateKinds", kinds);
    model.put("answers", words("ledger.answer", "true", "false"));
    asked(deal.value(), model);
    model.put("moments", moments());
    model.put("stale", status == HttpStatus.PRECONDITION_FAILED);
    return new ModelAndView("measurements/ledger-edit", model, status);
  }

  private ModelAndView asking(
      Actor actor, long id, Form form, List<Violation> violations, HttpStatus status) {
    LedgerRecord record = ledger.read(actor, new DealId(id));
    Map<String, Object> model = new HashMap<>();
    model.put("record", record);
    model.put("typed", form.typed());
    model.put("violations", byField(violations));
    asked(id, model);
    model.put("regulation", editions.inForce());
    model.put("status", editions.inForce().word(Ledger.STATUS, record.status()));
    model.put("statuses", statuses(new DealId(id), ""));
    model.put("moments", moments());
    return new ModelAndView("measurements/status-request", model, status);
  }

  /** What is wrong by the field; what belongs to no field of the form, under an empty name. */
  private static Map<String, List<Violation>> byField(List<Violation> violations) {
    List<String> unreadable =
        violations.stream()
            .filter(violation -> violation.rule().equals(Violation.INVALID))
            .map(violation -> Objects.requireNonNullElse(violation.field(), ""))
            .toList();
    return violations.stream()
        // what could not be read is not missing, whatever the regulation says of nothing
        .filter(
            violation ->
                violation.rule().equals(Violation.INVALID)
                    || violation.field() == null
                    || !unreadable.contains(violation.field()))
        .collect(
            Collectors.groupingBy(
                violation -> {
                  String field = Objects.requireNonNullElse(violation.field(), "");
                  return field.equals("measurement.status")
                      ? "status"
                      : FIELDS.contains(field) ? field : "";
                }));
  }

  private static final List<String> FIELDS =
      List.of(
          "measurement.date",
          "measurement.dateKind",
          "measurement.videoAllowed",
          "estimate.amount",
          "contract.number",
          "contract.amount",
          "contract.discount",
          "contract.clientName",
          "status",
          "comment");

  /** The fields of the form as the record has them. */
  private static Map<String, String> typed(LedgerRecord record) {
    Map<String, String> typed = new HashMap<>();
    typed.put(
        "measurement.date", record.plannedDate() == null ? "" : record.plannedDate().toString());
    typed.put("measurement.dateKind", said(record.dateKind()));
    typed.put(
        "measurement.videoAllowed",
        record.videoAllowed() == null ? "" : record.videoAllowed().toString());
    typed.put("estimate.amount", Shown.typed(record.estimateAmount()));
    typed.put("contract.number", said(record.contract().number()));
    typed.put("contract.amount", Shown.typed(record.contract().amount()));
    typed.put("contract.discount", Shown.typed(record.contract().discount()));
    typed.put("contract.clientName", said(record.contract().clientName()));
    typed.put("status", record.status());
    return typed;
  }

  /** What stands in the record now where something else was typed. */
  private Map<String, String> others(LedgerRecord now, Form form) {
    Map<String, String> others = new HashMap<>();
    typed(now)
        .forEach(
            (name, value) -> {
              if (form.has(name) && !form.text(name).equals(value)) {
                others.put(name, shown(now, name, value));
              }
            });
    return others;
  }

  private String word(String field, String id) {
    return editions.inForce().word(field, id).text().in(Messages.language());
  }

  private String shown(LedgerRecord now, String name, String value) {
    return switch (name) {
      case "measurement.date" -> Shown.day(now.plannedDate());
      case "measurement.dateKind" ->
          value.isEmpty() ? Messages.get("ledger.date-kind") : word(name, value);
      case "measurement.videoAllowed" ->
          Messages.get("ledger.answer" + (value.isEmpty() ? "" : "." + value));
      case "status" -> word(Ledger.STATUS, value);
      default -> value;
    };
  }

  private static String said(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** What was done, and what followed from it. */
  private static String said(LedgerRecord before, DealFacts after) {
    var said = new ArrayList<String>();
    said.add(Messages.get("ledger.edit.done"));
    VisitView visit = before.visit();
    if (visit != null && visit.outcome() == null && after.visit() == null) {
      said.add(Messages.get("ledger.edit.visit-called-off"));
    }
    OffsetDateTime stamped = before.stampedAt();
    if (stamped != null && after.estimate().stampedAt() == null) {
      said.add(Messages.get("ledger.edit.stamp-void"));
    }
    if (after.measurement().status().isEmpty()) {
      said.add(Messages.get("ledger.edit.no-record"));
    }
    return String.join(" ", said);
  }

  private Moments moments() {
    return new Moments(clock.getZone());
  }

  private void asked(long id, Map<String, Object> model) {
    List<StatusRequest> asked = requests.of(id, REQUESTS_SHOWN);
    model.put("asked", asked);
    model.put(
        "names",
        lines.names(
            asked.stream()
                .flatMap(
                    request ->
                        Stream.of(
                            request.requestedBy().value(),
                            request.settledBy() == null ? null : request.settledBy().value()))));
  }

  /**
   * The statuses that somebody may set or ask for, by id; the others come with closing the deal.
   *
   * @param present one that is shown even if nobody may set it; empty to choose from nothing
   */
  private Map<String, String> statuses(DealId deal, String present) {
    Map<String, String> statuses = new LinkedHashMap<>();
    if (present.isEmpty()) {
      statuses.put("", Messages.get("ledger.ask.choose"));
    }
    ledger
        .statuses(deal)
        .forEach(
            (status, inTheWay) -> {
              if (status.equals(present) || inTheWay.isEmpty()) {
                statuses.put(status, word(Ledger.STATUS, status));
              }
            });
    if (!present.isEmpty()) {
      statuses.putIfAbsent(present, word(Ledger.STATUS, present));
    }
    return statuses;
  }

  private static Map<String, String> words(String key, String... values) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("", Messages.get(key));
    for (String value : values) {
      words.put(value, Messages.get(key + "." + value));
    }
    return words;
  }
}
