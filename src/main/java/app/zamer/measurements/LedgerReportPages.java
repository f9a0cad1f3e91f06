package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Moments;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The ledger's tab «Отчёты»: the contracts of a period (WIN-5), and the reconciliation. */
@Controller
class LedgerReportPages {
  private static final int LINES = 50;
  private static final int DIFFERENCES = 100;

  private final ContractsQuery contracts;
  private final ReconciliationQuery reconciliation;
  private final StatusRequestQuery requests;
  private final LedgerLines lines;
  private final Editions editions;
  private final CompanyClock clock;

  LedgerReportPages(
      ContractsQuery contracts,
      ReconciliationQuery reconciliation,
      StatusRequestQuery requests,
      LedgerLines lines,
      Editions editions,
      CompanyClock clock) {
    this.contracts = contracts;
    this.reconciliation = reconciliation;
    this.requests = requests;
    this.lines = lines;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/ledger/reports")
  ModelAndView reports(
      Actor actor,
      @RequestParam Map<String, String> address,
      HttpServletRequest request,
      HttpServletResponse response) {
    ReportPeriod period = ReportPeriod.of(address, clock.today());
    Map<String, Object> model = list(actor, period, LINES);
    if (Htmx.asked(request)) {
      response.setHeader("HX-Push-Url", period.at("/ledger/reports"));
      return new ModelAndView("measurements/reports-list", model);
    }
    model.put("openRequests", requests.countOpen(actor, 100));
    return new ModelAndView("measurements/reports", model);
  }

  @GetMapping("/ledger/reports/more")
  ModelAndView more(
      Actor actor, @RequestParam Map<String, String> address, @RequestParam String after) {
    ReportPeriod period = ReportPeriod.of(address, clock.today());
    return new ModelAndView(
        "measurements/reports-lines",
        part(actor, period, LedgerQuery.Place.read(after).orElse(null), LINES));
  }

  @GetMapping("/ledger/reports/print")
  ModelAndView print(Actor actor, @RequestParam Map<String, String> address) {
    ReportPeriod period = ReportPeriod.of(address, clock.today());
    Map<String, Object> model = list(actor, period, LedgerPages.MOST_PRINTED);
    model.put("madeAt", new Moments(clock.getZone()).show(clock.instant()));
    model.put("cut", model.containsKey("next") ? LedgerPages.MOST_PRINTED : 0);
    model.remove("next");
    return new ModelAndView("measurements/reports-print", model);
  }

  /** Looks whether deal and ledger agree (ALL-1). */
  @GetMapping("/ledger/reports/reconciliation")
  ModelAndView reconciliation(Actor actor) {
    Page<Difference> differences = reconciliation.page(actor, new PageRequest(0, DIFFERENCES));
    return new ModelAndView(
        "measurements/reconciliation",
        Map.of(
            "differences",
            differences,
            "regulation",
            editions.inForce(),
            "madeAt",
            new Moments(clock.getZone()).show(clock.instant())));
  }

  private Map<String, Object> list(Actor actor, ReportPeriod period, int size) {
    Map<String, Object> model = part(actor, period, null, size);
    model.put("sum", contracts.sum(actor, period.filter()));
    model.put("managers", lines.managers(actor));
    return model;
  }

  private Map<String, Object> part(
      Actor actor, ReportPeriod period, LedgerQuery.@Nullable Place after, int size) {
    List<ContractLine> found = contracts.contracts(actor, period.filter(), after, size + 1);
    boolean more = found.size() > size;
    List<ContractLine> shown = more ? found.subList(0, size) : found;
    Map<String, Object> model = new HashMap<>();
    model.put("period", period);
    model.put("contracts", shown);
    model.put(
        "names",
        lines.names(
            Stream.concat(
                shown.stream()
                    .flatMap(contract -> Stream.of(contract.manager(), contract.engineer())),
                Stream.of(period.manager()))));
    if (more) {
      model.put(
          "next", period.at("/ledger/reports/more", "after", place(shown.getLast()).toString()));
    }
    return model;
  }

  static LedgerQuery.Place place(ContractLine contract) {
    return new LedgerQuery.Place(contract.madeOn(), Long.parseLong(contract.deal()));
  }
}
