package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The dialog in which a client's consent, or that he took it back, is written down. */
@Controller
class ConsentPages {
  private final ClientReading reading;
  private final ClientConsents consents;
  private final CompanyClock clock;

  ConsentPages(ClientReading reading, ClientConsents consents, CompanyClock clock) {
    this.reading = reading;
    this.consents = consents;
    this.clock = clock;
  }

  @GetMapping("/clients/{id}/consents")
  ModelAndView form(
      Actor actor, @PathVariable long id, @RequestParam(defaultValue = "true") boolean given) {
    Client client = reading.toChange(actor, new ClientId(id));
    return form(client, given, Map.of("day", clock.today().toString()), List.of(), HttpStatus.OK);
  }

  @PostMapping("/clients/{id}/consents")
  Object record(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Client client = reading.toChange(actor, new ClientId(id));
    var form = new Form(typed);
    boolean given = !"false".equals(form.typed("given"));
    var day = form.day("day");
    if (!form.wrong().isEmpty()) {
      return form(client, given, typed, form.wrong(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (consents.record(
        actor, client.id(), given, day, form.text("source"), form.text("document"))) {
      case ClientConsents.Outcome.Done _ ->
          Htmx.done(
              Messages.get(given ? "clients.consent.done" : "clients.consent.withdrawn"),
              "client-changed");
      case ClientConsents.Outcome.Refused(List<Violation> violations) ->
          form(client, given, typed, new ArrayList<>(violations), HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private static ModelAndView form(
      Client client,
      boolean given,
      Map<String, String> typed,
      List<Violation> violations,
      HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("client", client);
    model.put("given", given);
    model.put("typed", typed);
    model.put("errors", Form.errors(violations));
    return new ModelAndView("clients/consent", model, status);
  }
}
