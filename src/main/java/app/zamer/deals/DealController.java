package app.zamer.deals;

import app.zamer.clients.Client;
import app.zamer.clients.ClientId;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.PlanItem;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.ETags;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Deals over HTTP: opening, reading, finding and editing them, their plan and their history. */
@RestController
@RequestMapping("/api/v1/deals")
class DealController {
  private final Deals deals;
  private final DealRights rights;
  private final DealQuery query;
  private final DealHistory history;
  private final Editions editions;
  private final CompanyClock clock;

  DealController(
      Deals deals,
      DealRights rights,
      DealQuery query,
      DealHistory history,
      Editions editions,
      CompanyClock clock) {
    this.deals = deals;
    this.rights = rights;
    this.query = query;
    this.history = history;
    this.editions = editions;
    this.clock = clock;
  }

  record NewDealBody(
      @Nullable String clientName,
      @Nullable String phone,
      @Nullable String title,
      @Nullable String source,
      @Nullable Boolean allowDuplicate,
      @Nullable Long client) {}

  record PlanView(
      String rule,
      String text,
      String state,
      @Nullable OffsetDateTime dueAt,
      @Nullable String action) {}

  @PostMapping
  ResponseEntity<?> open(Actor actor, @RequestBody NewDealBody body) {
    rights.require(actor, "deal.create");
    Phone.Parsed parsed = Phone.parse(body.phone());
    var wrong = new ArrayList<Violation>();
    Client.wrongName("clientName", body.clientName()).ifPresent(wrong::add);
    parsed.violation("phone").ifPresent(wrong::add);
    DealBody.wrongLine("title", body.title(), NewDeal.LONGEST_TITLE).ifPresent(wrong::add);
    DealBody.wrongLine("source", body.source(), DealBody.LONGEST_TEXT).ifPresent(wrong::add);
    String clientName = body.clientName();
    if (!wrong.isEmpty() || clientName == null) {
      return Problems.refused(wrong);
    }
    String title = body.title() == null || body.title().isBlank() ? null : body.title();
    var deal =
        new NewDeal(
            clientName,
            parsed.phone().orElseThrow(),
            title,
            body.source(),
            Boolean.TRUE.equals(body.allowDuplicate()),
            null,
            body.client() == null ? null : new ClientId(body.client()));
    return switch (deals.open(actor, deal)) {
      case OpenOutcome.Opened(DealId id) -> {
        DealView view = view(actor, deals.get(actor, id, "deal.read"));
        yield ResponseEntity.created(URI.create("/api/v1/deals/" + id))
            .eTag(ETags.of(view.version()))
            .body(view);
      }
      case OpenOutcome.Duplicate(DealId existing) ->
          Problems.conflict(
              new Text(
                  "У клиента с этим телефоном уже есть открытая сделка " + existing + ".",
                  "The client with this phone already has the open deal " + existing + "."),
              Map.of("id", existing.toString()));
    };
  }

  @GetMapping("/{id}")
  ResponseEntity<DealView> get(Actor actor, @PathVariable long id) {
    return answer(actor, deals.get(actor, new DealId(id), "deal.read"));
  }

  ResponseEntity<DealView> answer(Actor actor, Deal deal) {
    return ResponseEntity.ok().eTag(ETags.of(deal.version())).body(view(actor, deal));
  }

  @GetMapping
  ResponseEntity<?> find(
      Actor actor,
      @RequestParam(required = false) @Nullable String pipeline,
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(required = false) @Nullable String phone,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Boolean withoutActivity,
      @RequestParam(required = false) @Nullable String sort,
      PageRequest page) {
    var wrong = new ArrayList<Violation>();
    Phone searched = null;
    if (phone != null && !phone.isBlank()) {
      Phone.Parsed parsed = Phone.parse(phone);
      parsed.violation("phone").ifPresent(wrong::add);
      searched = parsed.phone().orElse(null);
    }
    if (status != null && !Set.of("open", "won", "lost").contains(status)) {
      wrong.add(
          Violation.invalid(
              "status", "Статус — open, won или lost.", "A status is open, won or lost."));
    }
    DealQuery.Sort order = DealQuery.Sort.of(sort).orElse(null);
    if (order == null) {
      wrong.add(
          Violation.invalid(
              "sort",
              "Порядок — " + DealQuery.Sort.known() + ", с минусом — обратный.",
              "An order is one of " + DealQuery.Sort.known() + ", reversed with a minus."));
    }
    if (!wrong.isEmpty() || order == null) {
      return Problems.refused(wrong);
    }
    var wanted =
        new DealQuery.Filter(
            pipeline,
            stage,
            status,
            owner,
            searched,
            q,
            Boolean.TRUE.equals(withoutActivity),
            order);
    Page<DealQuery.Row> found = query.find(actor, wanted, page);
    return ResponseEntity.ok(found);
  }

  @PatchMapping("/{id}")
  ResponseEntity<?> edit(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode json) {
    var dealId = new DealId(id);
    DealBody body = DealBody.read(json, Set.of());
    if (ETags.isMissing(ifMatch) || !body.wrong().isEmpty()) {
      // who may not edit the deal is not told what else is wrong
      deals.get(actor, dealId, "deal.edit");
      return ETags.isMissing(ifMatch) ? Problems.versionMissing() : Problems.refused(body.wrong());
    }
    return switch (deals.edit(actor, dealId, body.edit(), ETags.version(ifMatch))) {
      case ChangeOutcome.Done(Deal deal) -> answer(actor, deal);
      case ChangeOutcome.Refused(List<Violation> violations, var suggested) ->
          Problems.refused(violations, suggested);
      case ChangeOutcome.Stale(long version) -> Problems.stale(version);
    };
  }

  @GetMapping("/{id}/plan")
  List<PlanView> plan(Actor actor, @PathVariable long id) {
    Deal deal = deals.get(actor, new DealId(id), "deal.story");
    Locale locale = LocaleContextHolder.getLocale();
    return editions.inForce().plan(deal.facts(), clock.instant()).stream()
        .map(item -> view(item, locale))
        .toList();
  }

  @GetMapping("/{id}/history")
  Page<DealHistory.Line> history(Actor actor, @PathVariable long id, PageRequest page) {
    deals.get(actor, new DealId(id), "deal.story");
    return history.of(new DealId(id), page);
  }

  private PlanView view(PlanItem item, Locale locale) {
    Instant dueAt = item.dueAt();
    return new PlanView(
        item.rule(),
        item.text().in(locale),
        item.state().name().toLowerCase(Locale.ROOT),
        dueAt == null ? null : dueAt.atZone(clock.getZone()).toOffsetDateTime(),
        item.action());
  }

  private DealView view(Actor actor, Deal deal) {
    return DealView.of(deal, editions.inForce(), rights.permits(actor, deal, "deal.story"));
  }
}
