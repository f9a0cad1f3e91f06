package app.zamer.measurements;

import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import app.zamer.web.Spreadsheet;
import app.zamer.web.Spreadsheet.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the ledger's pages show, for Excel: the same conditions, and all of it. */
@Controller
class LedgerSheets {
  private static final int BATCH = 1000;

  private final LedgerPages pages;
  private final LedgerLines lines;
  private final ContractsQuery contracts;
  private final Editions editions;
  private final CompanyClock clock;

  LedgerSheets(
      LedgerPages pages,
      LedgerLines lines,
      ContractsQuery contracts,
      Editions editions,
      CompanyClock clock) {
    this.pages = pages;
    this.lines = lines;
    this.contracts = contracts;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/ledger.xlsx")
  void ledger(Actor actor, @RequestParam Map<String, String> address, HttpServletResponse response)
      throws IOException {
    LedgerSearch search = LedgerSearch.of(address, editions.inForce());
    LedgerLines.Part part = lines.part(actor, search, null, BATCH);
    String title = Messages.get("ledger.title");
    Spreadsheet sheet =
        Spreadsheet.answer(
            response,
            title + " " + clock.today(),
            title,
            List.of(
                column("ledger.column.date", 12),
                column("ledger.column.date-kind", 12),
                column("ledger.column.client", 26),
                column("ledger.column.phone", 20),
                column("ledger.column.address", 36),
                column("ledger.column.engineer", 20),
                column("ledger.column.visit-from", 17),
                column("ledger.column.visit-to", 17),
                column("ledger.column.manager", 20),
                column("ledger.column.amount", 14),
                column("ledger.column.stamp", 17),
                column("ledger.column.status", 20),
                column("ledger.column.contract", 12),
                column("ledger.column.contract-date", 12),
                column("ledger.column.contract-amount", 14),
                column("ledger.column.discount", 14),
                column("ledger.column.contract-name", 28),
                column("ledger.column.deal", 10)));
    boolean cut = false;
    while (true) {
      for (LedgerLine line : part.lines()) {
        if (sheet.isFull()) {
          cut = true;
          break;
        }
        write(sheet, line);
      }
      if (cut || part.next() == null) {
        break;
      }
      part = lines.part(actor, search, part.next(), BATCH);
    }
    about(sheet, title, pages.words(search), cut);
  }

  private void write(Spreadsheet sheet, LedgerLine line) throws IOException {
    LedgerRecord record = line.record();
    VisitView visit = record.visit();
    sheet.row(
        record.plannedDate(),
        record.dateKind() == null
            ? null
            : editions
                .inForce()
                .word("measurement.dateKind", record.dateKind())
                .text()
                .in(Messages.language()),
        record.client().name(),
        line.phones().stream().map(Phone::shown).collect(Collectors.joining(", ")),
        line.address(),
        visit == null ? null : line.name(visit.engineer()),
        visit == null ? null : local(visit.startsAt()),
        visit == null ? null : local(visit.endsAt()),
        line.name(record.manager()),
        record.estimateAmount(),
        local(record.stampedAt()),
        line.status().text().in(Messages.language()),
        record.contract().number(),
        record.contract().madeOn(),
        record.contract().amount(),
        record.contract().discount(),
        record.contract().clientName(),
        record.deal());
  }

  @GetMapping("/ledger/reports.xlsx")
  void reports(Actor actor, @RequestParam Map<String, String> address, HttpServletResponse response)
      throws IOException {
    ReportPeriod period = ReportPeriod.of(address, clock.today());
    List<ContractLine> part = contracts.contracts(actor, period.filter(), null, BATCH);
    ContractsSum sum = contracts.sum(actor, period.filter());
    String title = Messages.get("ledger.reports.contracts");
    Spreadsheet sheet =
        Spreadsheet.answer(
            response,
            title + " " + clock.today(),
            title,
            List.of(
                column("ledger.column.contract", 12),
                column("ledger.column.contract-date", 12),
                column("ledger.column.contract-amount", 16),
                column("ledger.column.discount", 16),
                column("ledger.column.contract-name", 30),
                column("ledger.column.manager", 22),
                column("ledger.column.engineer", 22),
                column("ledger.column.deal-title", 36),
                column("ledger.column.deal", 10)));
    boolean cut = false;
    while (!part.isEmpty() && !cut) {
      Map<String, String> names =
          lines.names(
              part.stream()
                  .flatMap(contract -> Stream.of(contract.manager(), contract.engineer())));
      for (ContractLine contract : part) {
        if (sheet.isFull()) {
          cut = true;
          break;
        }
        String engineer = contract.engineer();
        sheet.row(
            contract.number(),
            contract.madeOn(),
            contract.amount(),
            contract.discount(),
            contract.clientName(),
            names.getOrDefault(contract.manager(), contract.manager()),
            engineer == null ? null : names.getOrDefault(engineer, engineer),
            contract.title(),
            contract.deal());
      }
      part =
          part.size() < BATCH
              ? List.of()
              : contracts.contracts(
                  actor, period.filter(), LedgerReportPages.place(part.getLast()), BATCH);
    }
    var words = new LinkedHashMap<String, String>();
    words.put(
        Messages.get("ledger.reports.period"),
        Shown.day(period.from()) + " — " + Shown.day(period.to()));
    if (period.manager() != null) {
      words.put(
          Messages.get("ledger.filter.manager"),
          lines.names(Stream.of(period.manager())).getOrDefault(period.manager(), ""));
    }
    words.put(Messages.get("ledger.reports.sum"), Shown.money(sum.amount()));
    words.put(Messages.get("ledger.reports.discount"), Shown.money(sum.discount()));
    about(sheet, title, words, cut);
  }

  private void about(Spreadsheet sheet, String title, Map<String, String> words, boolean cut)
      throws IOException {
    var about = new ArrayList<List<String>>();
    about.add(List.of(title, ""));
    about.add(
        List.of(
            Messages.get("ledger.sheet.made"), new Moments(clock.getZone()).show(clock.instant())));
    words.forEach((word, what) -> about.add(List.of(word, what)));
    about.add(List.of(Messages.get("ledger.sheet.rows"), Shown.count(sheet.rows())));
    if (cut) {
      about.add(
          List.of(
              Messages.get("ledger.sheet.cut"),
              Messages.get("ledger.sheet.cut.why", Shown.count(Spreadsheet.MOST_ROWS))));
    }
    sheet.end(Messages.get("ledger.sheet.about"), about);
  }

  private static Column column(String key, int width) {
    return new Column(Messages.get(key), width);
  }

  private @Nullable LocalDateTime local(@Nullable OffsetDateTime moment) {
    return moment == null ? null : moment.atZoneSameInstant(clock.getZone()).toLocalDateTime();
  }
}
