package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import app.zamer.web.Problems;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Duplicates, merging, consent and personal data of clients. */
@RestController
@RequestMapping("/api/v1/clients")
class ClientDataController {
  private static final int MOST_PAIRS = 100;

  private final KnownClients known;
  private final ClientRegisterQuery register;
  private final ClientMerges merges;
  private final ClientConsents consents;
  private final PersonalDataDesk desk;
  private final ClientRights rights;
  private final ClientReading reading;
  private final CompanyClock clock;

  ClientDataController(
      KnownClients known,
      ClientRegisterQuery register,
      ClientMerges merges,
      ClientConsents consents,
      PersonalDataDesk desk,
      ClientRights rights,
      ClientReading reading,
      CompanyClock clock) {
    this.known = known;
    this.register = register;
    this.merges = merges;
    this.consents = consents;
    this.desk = desk;
    this.rights = rights;
    this.reading = reading;
    this.clock = clock;
  }

  record Who(String id, String name, List<String> phones, long version) {
    static Who of(Client client) {
      return new Who(
          client.id().toString(),
          client.name(),
          client.phones().stream().map(Phone::e164).toList(),
          client.version());
    }
  }

  record KnownView(
      Who client, boolean byPhone, List<KnownClient.OpenDeal> openDeals, long closed) {}

  record PairView(Who one, Who other, String why, String what) {}

  /**
   * @param name whose name stays: {@code kept} (if it is missing) or {@code merged}
   * @param phone the main phone; if it is missing, the kept one's
   * @param keptVersion the version that was seen, if that matters
   */
  record MergeBody(
      @Nullable Long with,
      @Nullable String name,
      @Nullable String phone,
      @Nullable Long keptVersion,
      @Nullable Long mergedVersion) {}

  record MergeView(
      String id,
      String kept,
      String merged,
      OffsetDateTime at,
      String by,
      @Nullable OffsetDateTime undoUntil) {}

  record PreviewView(
      Who kept,
      Who merged,
      List<String> deals,
      MergePreview.Belongings comes,
      long openDeals,
      long undoMinutes) {}

  record ConsentBody(
      @Nullable Boolean given,
      @Nullable LocalDate day,
      @Nullable String source,
      @Nullable String document) {}

  record ConsentView(
      String id,
      boolean given,
      LocalDate day,
      String source,
      String document,
      OffsetDateTime recordedAt,
      String recordedBy) {}

  record ReplacementView(String what, long count, @Nullable String by) {}

  record KeptView(String what, long count, String why) {}

  record AnonymisationView(
      List<ReplacementView> replaced, List<KeptView> kept, List<String> obstacles) {}

  record AnonymiseBody(@Nullable String confirm) {}

  /** Whom a phone or a name that is being typed may mean. */
  @GetMapping("/known")
  List<KnownView> known(
      Actor actor,
      @RequestParam(defaultValue = "") String phone,
      @RequestParam(defaultValue = "") String name) {
    rights.requireAny(actor, ClientRights.READ);
    return known.of(actor, phone, name, null).stream()
        .map(
            found ->
                new KnownView(
                    Who.of(found.client()), found.byPhone(), found.open(), found.closed()))
        .toList();
  }

  /** Pairs that are probably one person. */
  @GetMapping("/duplicates")
  List<PairView> duplicates(Actor actor) {
    rights.requireOverAll(actor, ClientRights.MERGE);
    return register.pairs(MOST_PAIRS).stream()
        .map(
            pair ->
                new PairView(
                    Who.of(pair.one()),
                    Who.of(pair.other()),
                    pair.why().name().toLowerCase(java.util.Locale.ROOT),
                    pair.what()))
        .toList();
  }

  @GetMapping("/{id}/merge")
  PreviewView preview(Actor actor, @PathVariable long id, @RequestParam long with) {
    MergePreview preview = merges.preview(actor, new ClientId(id), new ClientId(with));
    return new PreviewView(
        Who.of(preview.kept()),
        Who.of(preview.merged()),
        preview.mergedDeals().stream().map(ClientDeal::id).toList(),
        preview.comes(),
        preview.openDeals(),
        preview.undo().toMinutes());
  }

  @PostMapping("/{id}/merge")
  ResponseEntity<?> merge(Actor actor, @PathVariable long id, @RequestBody MergeBody body) {
    rights.require(actor, ClientRights.MERGE, new ClientId(id));
    Long with = body.with();
    if (with == null) {
      return Problems.invalid(
          Violation.invalid("with", "Укажите, с кем объединить.", "Say whom to merge with."));
    }
    if (body.name() != null && !List.of("kept", "merged").contains(body.name())) {
      return Problems.invalid(
          Violation.invalid("name", "Ожидается kept или merged.", "kept or merged is expected."));
    }
    Phone main = null;
    if (body.phone() != null) {
      switch (Phone.parse(body.phone())) {
        case Phone.Parsed.Valid(Phone value) -> main = value;
        case Phone.Parsed.Invalid invalid -> {
          return Problems.refused(invalid.violation("phone").stream().toList());
        }
      }
    }
    return answer(
        merges.merge(
            actor,
            new ClientId(id),
            new ClientId(with),
            new MergeChoice(
                "merged".equals(body.name()), main, body.keptVersion(), body.mergedVersion())));
  }

  /** The merges that this client came out of, the latest first. */
  @GetMapping("/{id}/merges")
  List<MergeView> merges(Actor actor, @PathVariable long id) {
    return merges.of(reading.get(actor, new ClientId(id)).id()).stream().map(this::view).toList();
  }

  @PostMapping("/{id}/merges/{merge}/undo")
  ResponseEntity<?> undo(Actor actor, @PathVariable long id, @PathVariable long merge) {
    return answer(merges.undo(actor, new ClientId(id), merge));
  }

  /** What the client said of the handling of his data, the latest first. */
  @GetMapping("/{id}/consents")
  List<ConsentView> consents(Actor actor, @PathVariable long id) {
    return consents.of(reading.get(actor, new ClientId(id)).id()).stream().map(this::view).toList();
  }

  @PostMapping("/{id}/consents")
  ResponseEntity<?> consent(Actor actor, @PathVariable long id, @RequestBody ConsentBody body) {
    reading.toChange(actor, new ClientId(id));
    if (body.given() == null) {
      return Problems.invalid(
          Violation.invalid(
              "given",
              "Укажите, дано согласие или отозвано.",
              "Say whether the consent is given or withdrawn."));
    }
    return switch (consents.record(
        actor, new ClientId(id), body.given(), body.day(), body.source(), body.document())) {
      case ClientConsents.Outcome.Done(ClientConsent consent) ->
          ResponseEntity.status(HttpStatus.CREATED).body(view(consent));
      case ClientConsents.Outcome.Refused(List<Violation> violations) ->
          Problems.refused(violations);
    };
  }

  /** Everything that is kept of the client. */
  @GetMapping("/{id}/data")
  ResponseEntity<CopyView> copy(Actor actor, @PathVariable long id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(CopyView.of(desk.copy(actor, new ClientId(id)), clock.getZone()));
  }

  /** What the removal of his data would do, and what stands against it. */
  @GetMapping("/{id}/anonymisation")
  AnonymisationView anonymisation(Actor actor, @PathVariable long id) {
    PersonalDataDesk.Preview preview = desk.preview(actor, new ClientId(id));
    return new AnonymisationView(
        preview.replacements().stream()
            .map(
                one ->
                    new ReplacementView(
                        said(one.what()), one.count(), one.by() == null ? null : said(one.by())))
            .toList(),
        preview.kept().stream()
            .map(one -> new KeptView(said(one.what()), one.count(), said(one.why())))
            .toList(),
        preview.obstacles().stream().map(violation -> said(violation.message())).toList());
  }

  /** Removes his data for good; {@code confirm} is his name. */
  @PostMapping("/{id}/anonymisation")
  ResponseEntity<?> anonymise(Actor actor, @PathVariable long id, @RequestBody AnonymiseBody body) {
    return switch (desk.anonymise(actor, new ClientId(id), body.confirm())) {
      case PersonalDataDesk.Outcome.Done(Client client) -> ResponseEntity.ok(Who.of(client));
      case PersonalDataDesk.Outcome.Refused(List<Violation> violations) ->
          Problems.refused(violations);
    };
  }

  private ResponseEntity<?> answer(ClientMerges.Outcome outcome) {
    return switch (outcome) {
      case ClientMerges.Outcome.Done(ClientMerge merge) -> ResponseEntity.ok(view(merge));
      case ClientMerges.Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case ClientMerges.Outcome.Stale(Client changed) ->
          Problems.conflict(
              new Text(
                  "Клиента №\u00a0" + changed.id() + " изменили: посмотрите на него ещё раз.",
                  "Client no. " + changed.id() + " was changed: look at him again."),
              Map.of("client", changed.id().toString(), "version", changed.version()));
    };
  }

  private MergeView view(ClientMerge merge) {
    return new MergeView(
        Long.toString(merge.id()),
        merge.kept().toString(),
        merge.merged().toString(),
        merge.at().atZone(clock.getZone()).toOffsetDateTime(),
        merge.by(),
        merge.undoUntil() == null
            ? null
            : merge.undoUntil().atZone(clock.getZone()).toOffsetDateTime());
  }

  private ConsentView view(ClientConsent consent) {
    return new ConsentView(
        Long.toString(consent.id()),
        consent.given(),
        consent.saidOn(),
        consent.source().id(),
        consent.document(),
        consent.recordedAt().atZone(clock.getZone()).toOffsetDateTime(),
        consent.recordedBy());
  }

  private static String said(Text text) {
    return text.in(Messages.language());
  }
}
