package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of a client: everything that has been going on with him. */
@Controller
class ClientPages {
  /** Who has more of something is found by the ledger's search and the board. */
  static final int MOST = 100;

  private static final String CHANGED = "client-changed";

  private final Clients clients;
  private final ClientMerges merges;
  private final ClientConsents consents;
  private final ClientRights rights;
  private final ClientReading reading;
  private final ClientQuery query;
  private final ClientCardQuery card;
  private final Users users;
  private final Editions editions;
  private final CompanyClock clock;

  ClientPages(
      Clients clients,
      ClientMerges merges,
      ClientConsents consents,
      ClientRights rights,
      ClientReading reading,
      ClientQuery query,
      ClientCardQuery card,
      Users users,
      Editions editions,
      CompanyClock clock) {
    this.clients = clients;
    this.merges = merges;
    this.consents = consents;
    this.rights = rights;
    this.reading = reading;
    this.query = query;
    this.card = card;
    this.users = users;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/clients/{id}")
  Object client(Actor actor, @PathVariable long id, HttpServletRequest request) {
    rights.requireAny(actor, ClientRights.READ);
    Optional<ClientId> instead =
        clients.find(new ClientId(id)).isEmpty()
            ? merges.keptInstead(new ClientId(id))
            : Optional.empty();
    if (instead.isPresent()) {
      String address = "/clients/" + instead.get();
      return Htmx.asked(request) ? Htmx.go(address) : "redirect:" + address;
    }
    Client client = reading.get(actor, new ClientId(id));
    List<ClientDeal> deals = card.deals(actor, client.id(), MOST);
    List<ClientVisit> visits = card.visits(actor, client.id(), MOST);
    List<ClientCall> calls = card.calls(actor, client.id(), MOST);
    List<ClientChange> changes =
        query.history(client.id(), new PageRequest(0, MOST)).items().stream()
            .map(
                change ->
                    new ClientChange(
                        change.at(), change.by(), change.field(), change.before(), change.after()))
            .toList();
    Map<String, Object> model = new HashMap<>();
    model.put("client", client);
    boolean anonymous = clients.anonymous(client.id());
    List<ClientConsent> said = consents.of(client.id());
    Set<String> may = may(actor, client, anonymous);
    model.put("edits", may.contains(ClientRights.EDIT));
    model.put("may", may);
    model.put("anonymous", anonymous);
    model.put("consents", said);
    merges.undoable(actor, client.id()).ifPresent(merge -> model.put("merge", merge));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    model.put("deals", deals);
    model.put("hidden", card.hiddenDeals(actor, client.id()));
    model.put("visits", visits);
    model.put("calls", calls);
    model.put("seesCalls", card.seesCalls(actor));
    model.put("changes", changes);
    model.put("stages", stages(deals));
    model.put("moments", new Moments(clock.getZone()));
    model.put(
        "names",
        names(
            Stream.of(
                    deals.stream().map(ClientDeal::owner),
                    visits.stream().map(ClientVisit::engineer),
                    calls.stream().map(ClientCall::person).filter(Objects::nonNull),
                    changes.stream().map(ClientChange::by),
                    said.stream().map(ClientConsent::recordedBy),
                    merges.undoable(actor, client.id()).map(ClientMerge::by).stream())
                .flatMap(logins -> logins)));
    model.put("regulation", editions.inForce());
    return new ModelAndView(Htmx.asked(request) ? "clients/client-body" : "clients/client", model);
  }

  @GetMapping("/clients/{id}/name")
  ModelAndView name(Actor actor, @PathVariable long id) {
    Client client = reading.toChange(actor, new ClientId(id));
    return name(client, client.name(), List.of(), "", HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/name")
  Object rename(Actor actor, @PathVariable long id, @RequestParam Map<String, String> fields) {
    var client = reading.toChange(actor, new ClientId(id)).id();
    var form = new Form(fields);
    String typed = form.typed("name");
    Long version = form.number("version");
    Clients.Outcome outcome =
        version == null
            ? new Clients.Outcome.Stale(clients.get(client).version())
            : clients.rename(actor, client, typed, version);
    return switch (outcome) {
      case Clients.Outcome.Done _ -> Htmx.done(Messages.get("clients.name.done"), CHANGED);
      case Clients.Outcome.Refused(List<Violation> violations) ->
          name(clients.get(client), typed, violations, "", HttpStatus.UNPROCESSABLE_CONTENT);
      case Clients.Outcome.Stale _ -> {
        Client now = clients.get(client);
        yield name(
            now,
            typed,
            List.of(),
            Messages.get("clients.name.stale", now.name()),
            HttpStatus.PRECONDITION_FAILED);
      }
      case Clients.Outcome.PhoneTaken taken ->
          throw new IllegalStateException("a name is no phone: " + taken);
    };
  }

  @GetMapping("/clients/{id}/phones")
  ModelAndView phone(Actor actor, @PathVariable long id) {
    return phone(reading.toChange(actor, new ClientId(id)), "", List.of(), "", HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/phones")
  Object addPhone(
      Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String phone) {
    Client client = reading.toChange(actor, new ClientId(id));
    Phone.Parsed parsed = Phone.parse(phone);
    if (parsed.phone().isEmpty()) {
      return phone(
          client,
          phone,
          parsed.violation("phone").stream().toList(),
          "",
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (clients.addPhone(actor, client.id(), parsed.phone().get())) {
      case Clients.Outcome.Done _ -> Htmx.done(Messages.get("clients.phone.done"), CHANGED);
      case Clients.Outcome.Refused(List<Violation> violations) ->
          phone(client, phone, violations, "", HttpStatus.UNPROCESSABLE_CONTENT);
      case Clients.Outcome.PhoneTaken(ClientId owner) ->
          phone(client, phone, List.of(), owner.toString(), HttpStatus.CONFLICT);
      case Clients.Outcome.Stale stale ->
          throw new IllegalStateException("no version was expected: " + stale);
    };
  }

  @GetMapping("/clients/{id}/phones/edit")
  ModelAndView phones(Actor actor, @PathVariable long id) {
    return phones(reading.toChange(actor, new ClientId(id)), "", HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/phones/main")
  Object main(Actor actor, @PathVariable long id, @RequestParam String phone) {
    ClientId client = reading.toChange(actor, new ClientId(id)).id();
    clients.makeMain(actor, client, hisPhone(id, phone));
    return phonesChanged("clients.phone.main.done");
  }

  @PostMapping("/clients/{id}/phones/remove")
  Object remove(Actor actor, @PathVariable long id, @RequestParam String phone) {
    ClientId client = reading.toChange(actor, new ClientId(id)).id();
    return switch (clients.removePhone(actor, client, hisPhone(id, phone))) {
      case Clients.Outcome.Refused(List<Violation> violations) ->
          phones(
              clients.get(client),
              String.join(" ", Form.errors(violations).values()),
              HttpStatus.UNPROCESSABLE_CONTENT);
      default -> phonesChanged("clients.phone.removed");
    };
  }

  private static ResponseEntity<Void> phonesChanged(String said) {
    return Htmx.done(Messages.get(said), CHANGED);
  }

  private static Phone hisPhone(long id, String phone) {
    return Phone.parse(phone).phone().orElseThrow(() -> new NotFound("phone of client " + id));
  }

  private static ModelAndView phones(Client client, String error, HttpStatus status) {
    return new ModelAndView("clients/phones", Map.of("client", client, "error", error), status);
  }

  private Set<String> may(Actor actor, Client client, boolean anonymous) {
    return anonymous
        ? Set.of()
        : Stream.of(
                ClientRights.EDIT, ClientRights.MERGE, ClientRights.EXPORT, ClientRights.ANONYMISE)
            .filter(right -> rights.permits(actor, right, client.id()))
            .collect(Collectors.toSet());
  }

  private static ModelAndView name(
      Client client, String typed, List<Violation> violations, String stale, HttpStatus status) {
    return new ModelAndView(
        "clients/name",
        Map.of("client", client, "typed", typed, "errors", Form.errors(violations), "stale", stale),
        status);
  }

  private static ModelAndView phone(
      Client client, String typed, List<Violation> violations, String taken, HttpStatus status) {
    return new ModelAndView(
        "clients/phone",
        Map.of("client", client, "typed", typed, "errors", Form.errors(violations), "taken", taken),
        status);
  }

  /** The names of the stages the deals are in, by {@code pipeline/stage}. */
  private Map<String, String> stages(List<ClientDeal> deals) {
    Regulation regulation = editions.inForce();
    return deals.stream()
        .map(ClientDeal::stage)
        .distinct()
        .collect(
            Collectors.toMap(
                stage -> stage,
                stage ->
                    regulation
                        .stage(StageId.parse(stage))
                        .map(Stage::name)
                        .map(name -> name.in(Messages.language()))
                        .orElse(stage)));
  }

  private Map<String, String> names(Stream<String> logins) {
    Map<String, String> names = new HashMap<>();
    users
        .names(logins.map(UserId::new).collect(Collectors.toSet()))
        .forEach((id, name) -> names.put(id.value(), name));
    return names;
  }
}
