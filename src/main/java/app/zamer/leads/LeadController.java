package app.zamer.leads;

import app.zamer.clients.Clients;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.Deals;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.ETags;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/leads")
class LeadController {
  private static final Set<String> CHANGEABLE = Set.of("title", "clientName", "source", "owner");

  private final Leads leads;
  private final LeadQuery query;
  private final LeadRights rights;
  private final Editions editions;
  private final Clients clients;
  private final Deals deals;
  private final CompanyClock clock;

  LeadController(
      Leads leads,
      LeadQuery query,
      LeadRights rights,
      Editions editions,
      Clients clients,
      Deals deals,
      CompanyClock clock) {
    this.leads = leads;
    this.query = query;
    this.rights = rights;
    this.editions = editions;
    this.clients = clients;
    this.deals = deals;
    this.clock = clock;
  }

  record LeadView(
      String id,
      String title,
      String phone,
      @Nullable String clientName,
      @Nullable String source,
      String stage,
      @Nullable String result,
      @Nullable String reason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String comment,
      @Nullable String owner,
      int attempts,
      @Nullable OffsetDateTime nextAttemptAt,
      @Nullable String deal,
      OffsetDateTime createdAt,
      long version) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChangeView(
      OffsetDateTime at, String by, @Nullable String rule, List<FieldChange> change) {}

  record NewLeadBody(
      @Nullable String phone,
      @Nullable String clientName,
      @Nullable String title,
      @Nullable String source) {}

  record ConversionBody(
      @Nullable String clientName, @Nullable String title, @Nullable Boolean allowDuplicate) {}

  record DisqualificationBody(@Nullable String reason, @Nullable String comment) {}

  record AttemptBody(@Nullable OffsetDateTime at) {}

  record ClientView(String id, String name) {}

  /**
   * @param client whose number it is; null if a client would be made
   * @param openDeal the deal of his that is open already
   */
  record ConversionView(@Nullable ClientView client, @Nullable String openDeal) {}

  @PostMapping
  ResponseEntity<?> open(Actor actor, @RequestBody NewLeadBody body) {
    rights.require(actor, LeadRights.CREATE);
    return switch (Phone.parse(body.phone())) {
      case Phone.Parsed.Invalid invalid ->
          Problems.refused(invalid.violation("phone").stream().toList());
      case Phone.Parsed.Valid(Phone phone) -> {
        LeadOutcome outcome =
            leads.open(actor, new NewLead(phone, body.clientName(), body.title(), body.source()));
        yield outcome instanceof LeadOutcome.Done(Lead lead)
            ? ResponseEntity.created(URI.create("/api/v1/leads/" + lead.id()))
                .eTag(ETags.of(lead.version()))
                .body(view(lead))
            : answer(outcome);
      }
    };
  }

  /**
   * @param phone a whole number, however typed
   * @param q a part of the title, of the client's name or of the number
   */
  @GetMapping
  ResponseEntity<?> list(
      Actor actor,
      @RequestParam(required = false) @Nullable String stage,
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(required = false) @Nullable String phone,
      @RequestParam(required = false) @Nullable String q,
      PageRequest page) {
    rights.require(actor, LeadRights.READ);
    List<Violation> wrong = new ArrayList<>();
    LeadRules rules = editions.inForce().leads();
    Optional<String> wantedStage = said(stage).filter(id -> rules.stage(id).isPresent());
    if (said(stage).isPresent() && wantedStage.isEmpty()) {
      wrong.add(
          Violation.invalid(
              "stage",
              "Стадии лида «%s» нет: есть %s.".formatted(stage, stages(rules)),
              "There is no lead stage «%s»: there are %s.".formatted(stage, stages(rules))));
    }
    Optional<Phone.Parsed> wantedPhone = said(phone).map(Phone::parse);
    wantedPhone.flatMap(parsed -> parsed.violation("phone")).ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return Problems.refused(wrong);
    }
    LeadQuery.Filter filter =
        new LeadQuery.Filter(
            wantedStage.orElse(null),
            said(owner).map(UserId::new).orElse(null),
            wantedPhone.flatMap(Phone.Parsed::phone).orElse(null),
            q);
    return ResponseEntity.ok(query.page(actor, filter, page).map(this::view));
  }

  @GetMapping("/{id}")
  ResponseEntity<LeadView> get(Actor actor, @PathVariable long id) {
    return ok(leads.get(actor, new LeadId(id)));
  }

  /** JSON Merge Patch of {@code title}, {@code clientName}, {@code source} and {@code owner}. */
  @PatchMapping("/{id}")
  ResponseEntity<?> change(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode patch) {
    leads.require(actor, new LeadId(id), LeadRights.EDIT);
    if (ETags.isMissing(ifMatch)) {
      return Problems.versionMissing();
    }
    List<Violation> wrong = new ArrayList<>();
    UserId owner = said(text(patch, "owner", wrong)).map(UserId::new).orElse(null);
    LeadChange change =
        new LeadChange(
            text(patch, "title", wrong),
            text(patch, "clientName", wrong),
            text(patch, "source", wrong),
            owner,
            patch.has("owner") && owner == null);
    if (!patch.isObject()) {
      wrong.add(
          new Violation(
              Violation.INVALID,
              null,
              new Text(
                  "Пришлите объект с полями лида.", "Send an object with the lead's fields.")));
    }
    for (String field : patch.propertyNames()) {
      if (!CHANGEABLE.contains(field)) {
        wrong.add(
            Violation.invalid(
                field,
                "Это поле лида здесь не меняется: уберите его.",
                "This field cannot be changed here: leave it out."));
      }
    }
    return wrong.isEmpty()
        ? answer(leads.change(actor, new LeadId(id), ETags.version(ifMatch), change))
        : Problems.refused(wrong);
  }

  @PostMapping("/{id}/convert")
  ResponseEntity<?> convert(
      Actor actor,
      @PathVariable long id,
      @RequestBody(required = false) @Nullable ConversionBody body) {
    Conversion conversion =
        body == null
            ? new Conversion(null, null, false)
            : new Conversion(
                body.clientName(), body.title(), Boolean.TRUE.equals(body.allowDuplicate()));
    return answer(leads.convert(actor, new LeadId(id), conversion));
  }

  @PostMapping("/{id}/disqualify")
  ResponseEntity<?> disqualify(
      Actor actor,
      @PathVariable long id,
      @RequestBody(required = false) @Nullable DisqualificationBody body) {
    return answer(
        leads.disqualify(
            actor,
            new LeadId(id),
            body == null ? null : body.reason(),
            body == null ? null : body.comment()));
  }

  /** Goes on with a lead that was disqualified. */
  @PostMapping("/{id}/reopen")
  ResponseEntity<?> reopen(Actor actor, @PathVariable long id) {
    return answer(leads.reopen(actor, new LeadId(id)));
  }

  /** Makes a lead that nobody has taken the caller's own. */
  @PostMapping("/{id}/take")
  ResponseEntity<?> take(Actor actor, @PathVariable long id) {
    return answer(leads.take(actor, new LeadId(id)));
  }

  /** Writes down that somebody called just now and nobody answered. */
  @PostMapping("/{id}/attempts")
  ResponseEntity<?> unanswered(Actor actor, @PathVariable long id) {
    return answer(leads.unanswered(actor, new LeadId(id)));
  }

  /** Plans the next attempt, or moves it. */
  @PutMapping("/{id}/next-attempt")
  ResponseEntity<?> plan(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody AttemptBody body) {
    leads.require(actor, new LeadId(id), LeadRights.EDIT);
    return body.at() == null
        ? Problems.refused(
            List.of(Violation.invalid("at", "Укажите день и время попытки.", "Say when to call.")))
        : answer(leads.plan(actor, new LeadId(id), ETags.version(ifMatch), body.at().toInstant()));
  }

  /** Whom a conversion would make a deal for. */
  @GetMapping("/{id}/conversion")
  ConversionView conversion(Actor actor, @PathVariable long id) {
    Phone phone = leads.require(actor, new LeadId(id), LeadRights.CLOSE).phone();
    return new ConversionView(
        clients
            .byPhone(phone)
            .map(client -> new ClientView(client.id().toString(), client.name()))
            .orElse(null),
        deals.openDealOf(phone).map(DealId::toString).orElse(null));
  }

  @GetMapping("/{id}/history")
  Page<ChangeView> history(Actor actor, @PathVariable long id, PageRequest page) {
    leads.requireRead(actor, new LeadId(id));
    return query
        .history(new LeadId(id), page)
        .map(
            change -> new ChangeView(at(change.at()), change.by(), change.rule(), change.change()));
  }

  private ResponseEntity<?> answer(LeadOutcome outcome) {
    return switch (outcome) {
      case LeadOutcome.Done(Lead lead) -> ok(lead);
      case LeadOutcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case LeadOutcome.Stale(long version) -> Problems.stale(version);
      case LeadOutcome.HasLead(LeadId lead) ->
          Problems.conflict(
              new Text(
                  "У этого номера уже есть открытый лид %s: работайте с ним.".formatted(lead),
                  "This number already has the open lead %s: work with that one.".formatted(lead)),
              Map.of("id", lead.toString(), "lead", lead.toString()));
      case LeadOutcome.HasDeal(DealId deal) ->
          Problems.conflict(
              new Text(
                  "У клиента с этим номером уже есть открытая сделка %s: работайте с ней."
                      .formatted(deal),
                  "The client of this number already has the open deal %s: work with that one."
                      .formatted(deal)),
              Map.of("id", deal.toString(), "deal", deal.toString()));
      case LeadOutcome.AlreadyClosed(Lead lead) -> alreadyClosed(lead);
    };
  }

  private static ResponseEntity<?> alreadyClosed(Lead lead) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("lead", lead.id().toString());
    if (lead.result() != null) {
      properties.put("result", lead.result().id());
    }
    DealId deal = lead.deal();
    if (deal == null) {
      return Problems.conflict(
          new Text(
              "Лид уже закрыт: " + lead.reason(), "The lead is closed already: " + lead.reason()),
          properties);
    }
    properties.put("id", deal.toString());
    properties.put("deal", deal.toString());
    return Problems.conflict(
        new Text(
            "Из лида уже сделана сделка " + deal + ".",
            "The lead has become deal " + deal + " already."),
        properties);
  }

  private ResponseEntity<LeadView> ok(Lead lead) {
    return ResponseEntity.ok().eTag(ETags.of(lead.version())).body(view(lead));
  }

  private LeadView view(Lead lead) {
    return new LeadView(
        lead.id().toString(),
        lead.title(),
        lead.phone().e164(),
        said(lead.clientName()).orElse(null),
        said(lead.source()).orElse(null),
        lead.stage(),
        lead.result() == null ? null : lead.result().id(),
        said(lead.reason()).orElse(null),
        said(lead.comment()).orElse(null),
        lead.owner() == null ? null : lead.owner().value(),
        lead.attempts(),
        lead.nextAttemptAt() == null ? null : at(lead.nextAttemptAt()),
        lead.deal() == null ? null : lead.deal().toString(),
        at(lead.createdAt()),
        lead.version());
  }

  private static String stages(LeadRules rules) {
    return rules.stages().stream().map(LeadRules.Stage::id).collect(Collectors.joining(", "));
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }

  /**
   * The text of a field of a merge patch: null if it is not there, empty if it is to be removed.
   */
  private static @Nullable String text(JsonNode patch, String field, List<Violation> wrong) {
    JsonNode value = patch.get(field);
    if (value == null) {
      return null;
    }
    if (!value.isString() && !value.isNull()) {
      wrong.add(
          Violation.invalid(
              field, "Значение должно быть строкой.", "The value has to be a string."));
    }
    return value.isString() ? value.stringValue() : "";
  }

  private static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
  }
}
