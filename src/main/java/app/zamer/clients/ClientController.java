package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.ETags;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
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
@RequestMapping("/api/v1/clients")
class ClientController {
  private final Clients clients;
  private final ClientMerges merges;
  private final ClientQuery query;
  private final ClientRights rights;
  private final ClientReading reading;
  private final CompanyClock clock;

  ClientController(
      Clients clients,
      ClientMerges merges,
      ClientQuery query,
      ClientRights rights,
      ClientReading reading,
      CompanyClock clock) {
    this.clients = clients;
    this.merges = merges;
    this.query = query;
    this.rights = rights;
    this.reading = reading;
    this.clock = clock;
  }

  record ClientView(String id, String name, List<String> phones, long version) {
    static ClientView of(Client client) {
      List<String> phones = client.phones().stream().map(Phone::e164).toList();
      return new ClientView(client.id().toString(), client.name(), phones, client.version());
    }
  }

  record ChangeView(OffsetDateTime at, String by, List<FieldChange> change) {}

  record FieldChange(String field, String before, String after) {}

  record PhoneBody(@Nullable String phone) {}

  /**
   * Who may not read everybody's clients finds others' by a whole phone or the exact name only, and
   * one at a time.
   *
   * @param q a part of the name or of a phone
   * @param phone a whole phone, however typed
   */
  @GetMapping
  ResponseEntity<?> search(
      Actor actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String phone,
      PageRequest page) {
    rights.requireAny(actor, ClientRights.READ);
    Phone exact = null;
    if (phone != null && !phone.isBlank()) {
      switch (Phone.parse(phone)) {
        case Phone.Parsed.Valid(Phone value) -> exact = value;
        case Phone.Parsed.Invalid invalid -> {
          return Problems.refused(invalid.violation("phone").stream().toList());
        }
      }
    }
    Page<Client> found = query.search(actor, q, exact, page);
    reading.byList(actor, Objects.requireNonNullElse(q, ""), exact != null, page, found);
    return ResponseEntity.ok(found.map(ClientView::of));
  }

  /** A client that was merged into another answers with the address of that one. */
  @GetMapping("/{id}")
  ResponseEntity<ClientView> get(Actor actor, @PathVariable long id) {
    rights.requireAny(actor, ClientRights.READ);
    Optional<ClientId> instead =
        clients.find(new ClientId(id)).isEmpty()
            ? merges.keptInstead(new ClientId(id))
            : Optional.empty();
    return instead.isPresent()
        ? ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
            .location(URI.create("/api/v1/clients/" + instead.get()))
            .build()
        : answer(reading.get(actor, new ClientId(id)));
  }

  @GetMapping("/{id}/history")
  Page<ChangeView> history(Actor actor, @PathVariable long id, PageRequest page) {
    ClientId client = reading.get(actor, new ClientId(id)).id();
    return query
        .history(client, page)
        .map(
            change ->
                new ChangeView(
                    change.at().atZone(clock.getZone()).toOffsetDateTime(),
                    change.by(),
                    List.of(new FieldChange(change.field(), change.before(), change.after()))));
  }

  @PatchMapping("/{id}")
  ResponseEntity<?> change(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody JsonNode patch) {
    Client client = reading.toChange(actor, new ClientId(id));
    if (ETags.isMissing(ifMatch)) return Problems.versionMissing();
    List<Violation> violations = new ArrayList<>();
    if (!patch.isObject()) {
      violations.add(
          Violation.invalid(
              "name", "Пришлите объект с полем name.", "Send an object with the field name."));
    }
    for (String field : patch.propertyNames()) {
      if (!field.equals("name")) {
        violations.add(
            Violation.invalid(
                field,
                "Это поле клиента здесь не меняется: уберите его.",
                "This field cannot be changed here: leave it out."));
      }
    }
    JsonNode name = patch.get("name");
    if (name != null && !name.isString() && !name.isNull()) {
      violations.add(
          Violation.invalid("name", "Имя должно быть строкой.", "The name has to be a string."));
    }
    if (!violations.isEmpty()) return Problems.refused(violations);
    // a merge patch without a name leaves it as it is
    String wanted = name == null ? client.name() : name.isNull() ? null : name.stringValue();
    return answer(clients.rename(actor, client.id(), wanted, ETags.version(ifMatch)));
  }

  @PostMapping("/{id}/phones")
  ResponseEntity<?> addPhone(Actor actor, @PathVariable long id, @RequestBody PhoneBody body) {
    reading.toChange(actor, new ClientId(id));
    return switch (Phone.parse(body.phone())) {
      case Phone.Parsed.Valid(Phone phone) ->
          answer(clients.addPhone(actor, new ClientId(id), phone));
      case Phone.Parsed.Invalid invalid ->
          Problems.refused(invalid.violation("phone").stream().toList());
    };
  }

  /** Not the last one; 404 if the phone is not his. */
  @DeleteMapping("/{id}/phones/{phone}")
  ResponseEntity<?> removePhone(Actor actor, @PathVariable long id, @PathVariable String phone) {
    Client client = reading.toChange(actor, new ClientId(id));
    return answer(clients.removePhone(actor, client.id(), known(phone)));
  }

  /** Puts the phone before his others. */
  @PutMapping("/{id}/phones/{phone}/main")
  ResponseEntity<?> makeMain(Actor actor, @PathVariable long id, @PathVariable String phone) {
    Client client = reading.toChange(actor, new ClientId(id));
    return answer(clients.makeMain(actor, client.id(), known(phone)));
  }

  private static Phone known(String phone) {
    return Phone.parse(phone).phone().orElseThrow(() -> new NotFound("phone"));
  }

  private static ResponseEntity<?> answer(Clients.Outcome outcome) {
    return switch (outcome) {
      case Clients.Outcome.Done(Client client) -> answer(client);
      case Clients.Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case Clients.Outcome.Stale(long version) -> Problems.stale(version);
      case Clients.Outcome.PhoneTaken(ClientId owner) ->
          Problems.conflict(
              new Text(
                  "Этот телефон уже записан за другим клиентом.",
                  "This phone already belongs to another client."),
              Map.of("client", owner.toString()));
    };
  }

  private static ResponseEntity<ClientView> answer(Client client) {
    return ResponseEntity.ok().eTag(ETags.of(client.version())).body(ClientView.of(client));
  }
}
