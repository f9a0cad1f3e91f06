package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
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
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where two clients are made one, and two again. */
@Controller
class MergePages {
  private static final int MOST = 10;

  private final Clients clients;
  private final ClientMerges merges;
  private final ClientRegisterQuery register;
  private final KnownClients known;
  private final ClientRights rights;
  private final Users users;
  private final Editions editions;
  private final CompanyClock clock;

  MergePages(
      Clients clients,
      ClientMerges merges,
      ClientRegisterQuery register,
      KnownClients known,
      ClientRights rights,
      Users users,
      Editions editions,
      CompanyClock clock) {
    this.clients = clients;
    this.merges = merges;
    this.register = register;
    this.known = known;
    this.rights = rights;
    this.users = users;
    this.editions = editions;
    this.clock = clock;
  }

  /** Whom to merge with. */
  @GetMapping(value = "/clients/{id}/merge", params = "!with")
  ModelAndView choose(
      Actor actor,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String q,
      HttpServletRequest request) {
    Client client = clients.get(new ClientId(id));
    rights.require(actor, ClientRights.MERGE, client.id());
    Stream<Client> candidates =
        q.isBlank()
            ? known.of(actor, "", client.name(), client.id()).stream().map(KnownClient::client)
            : register.lines(actor, q, false, 0, MOST + 1).stream()
                .filter(line -> line.id() != id && !line.anonymous())
                .limit(MOST)
                .map(line -> new Client(new ClientId(line.id()), line.name(), line.phones(), 0));
    List<Client> found =
        candidates
            .filter(other -> rights.permits(actor, ClientRights.MERGE, client.id(), other.id()))
            .toList();
    return new ModelAndView(
        Htmx.asked(request) ? "clients/mergefound" : "clients/mergechoose",
        Map.of("client", client, "q", q, "found", found));
  }

  /** What merging the two would do. */
  @GetMapping(value = "/clients/{id}/merge", params = "with")
  ModelAndView preview(Actor actor, @PathVariable long id, @RequestParam long with) {
    return preview(
        actor,
        new ClientId(id),
        new ClientId(with),
        "clients/merge",
        Map.of(),
        List.of(),
        HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/merge")
  Object merge(
      Actor actor,
      @PathVariable long id,
      @RequestParam long with,
      @RequestParam Map<String, String> typed) {
    var form = new Form(typed);
    var kept = new ClientId(id);
    var merged = new ClientId(with);
    var choice =
        new MergeChoice(
            form.typed("name").equals("merged"),
            Phone.parse(form.text("phone")).phone().orElse(null),
            form.number("keptVersion"),
            form.number("mergedVersion"));
    return switch (merges.merge(actor, kept, merged, choice)) {
      case ClientMerges.Outcome.Done _ -> Htmx.go("/clients/" + kept);
      case ClientMerges.Outcome.Refused(List<Violation> violations) ->
          preview(
              actor,
              kept,
              merged,
              "clients/mergeform",
              typed,
              Form.errors(violations).values(),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case ClientMerges.Outcome.Stale(Client changed) ->
          preview(
              actor,
              kept,
              merged,
              "clients/mergeform",
              typed,
              List.of(Messages.get("clients.merge.stale", changed.name())),
              HttpStatus.PRECONDITION_FAILED);
    };
  }

  @GetMapping("/clients/{id}/merges/{merge}/undo")
  ModelAndView undoing(Actor actor, @PathVariable long id, @PathVariable long merge) {
    return undoing(actor, id, merge, List.of(), HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/merges/{merge}/undo")
  Object undo(Actor actor, @PathVariable long id, @PathVariable long merge) {
    return switch (merges.undo(actor, new ClientId(id), merge)) {
      case ClientMerges.Outcome.Done _ -> Htmx.go("/clients/" + id);
      case ClientMerges.Outcome.Refused(List<Violation> violations) ->
          undoing(actor, id, merge, violations, HttpStatus.UNPROCESSABLE_CONTENT);
      case ClientMerges.Outcome.Stale stale ->
          throw new IllegalStateException("no version was expected: " + stale);
    };
  }

  private ModelAndView undoing(
      Actor actor, long id, long merge, List<Violation> violations, HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("undo", merges.undoPreview(actor, new ClientId(id), merge));
    model.put("errors", Form.errors(violations).values().stream().toList());
    model.put("moments", new Moments(clock.getZone()));
    return new ModelAndView("clients/undo", model, status);
  }

  private ModelAndView preview(
      Actor actor,
      ClientId kept,
      ClientId merged,
      String view,
      Map<String, String> typed,
      java.util.Collection<String> errors,
      HttpStatus status) {
    MergePreview preview = merges.preview(actor, kept, merged);
    Map<String, Object> model = new HashMap<>();
    model.put("preview", preview);
    model.put("typed", typed);
    model.put("errors", List.copyOf(errors));
    List<ClientDeal> deals =
        Stream.concat(preview.keptDeals().stream(), preview.mergedDeals().stream()).toList();
    model.put("stages", stages(deals));
    model.put("names", names(deals));
    return new ModelAndView(view, model, status);
  }

  private Map<String, String> stages(List<ClientDeal> deals) {
    return deals.stream()
        .map(ClientDeal::stage)
        .distinct()
        .collect(
            Collectors.toMap(
                stage -> stage,
                stage ->
                    editions
                        .inForce()
                        .stage(StageId.parse(stage))
                        .map(Stage::name)
                        .map(name -> name.in(Messages.language()))
                        .orElse(stage)));
  }

  private Map<String, String> names(List<ClientDeal> deals) {
    Map<String, String> names = new HashMap<>();
    users
        .names(deals.stream().map(deal -> new UserId(deal.owner())).collect(Collectors.toSet()))
        .forEach((id, name) -> names.put(id.value(), name));
    return names;
  }
}
