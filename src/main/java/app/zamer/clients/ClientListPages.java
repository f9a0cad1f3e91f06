package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Moments;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Everybody whom the company knows, and who may be there twice. */
@Controller
class ClientListPages {
  private static final int PAGE = 50;
  private static final int MOST_PAIRS = 100;
  private static final Pattern ADDRESS = Pattern.compile("(/[a-z0-9-]+)+");

  private final ClientRegisterQuery register;
  private final KnownClients known;
  private final ClientReading reading;
  private final ClientRights rights;
  private final CompanyClock clock;

  ClientListPages(
      ClientRegisterQuery register,
      KnownClients known,
      ClientReading reading,
      ClientRights rights,
      CompanyClock clock) {
    this.register = register;
    this.known = known;
    this.reading = reading;
    this.rights = rights;
    this.clock = clock;
  }

  /**
   * @param own whether only those are wanted with whom the reader has deals
   * @param before the id of the client that the page before ended with
   */
  @GetMapping("/clients")
  ModelAndView list(
      Actor actor,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean own,
      @RequestParam(defaultValue = "0") long before,
      HttpServletRequest request) {
    rights.requireAny(actor, ClientRights.READ);
    List<ClientLine> found = register.lines(actor, q, own, before, PAGE + 1);
    List<ClientLine> lines = found.subList(0, Math.min(PAGE, found.size()));
    if (before > 0) {
      reading.byPage(actor, q, own, before, lines.size());
    }
    Map<String, Object> model = new HashMap<>();
    model.put("lines", lines);
    model.put("q", q);
    model.put("own", own);
    model.put("next", found.size() > PAGE ? lines.getLast().id() : 0L);
    model.put("moments", new Moments(clock.getZone()));
    model.put("duplicates", rights.overAll(actor, ClientRights.MERGE));
    String view =
        !Htmx.asked(request) ? "clients/register" : before > 0 ? "clients/lines" : "clients/list";
    return new ModelAndView(view, model);
  }

  /**
   * Whom a form that somebody is filling in may mean.
   *
   * @param take the address of the form, for a client to be taken into it; empty if none can be
   */
  @GetMapping("/clients/known")
  ModelAndView known(
      Actor actor,
      @RequestParam(defaultValue = "") String phone,
      @RequestParam(defaultValue = "") String clientName,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String client,
      @RequestParam(defaultValue = "") String take,
      @RequestParam(defaultValue = "0") long except) {
    rights.requireAny(actor, ClientRights.READ);
    Map<String, Object> model = new HashMap<>();
    model.put(
        "known",
        known.of(
            actor,
            phone,
            clientName.isEmpty() ? name : clientName,
            except > 0 ? new ClientId(except) : null));
    model.put("take", ADDRESS.matcher(take).matches() ? take : "");
    Client chosen = chosen(actor, client, phone, clientName.isEmpty() ? name : clientName);
    if (chosen != null) {
      model.put("chosen", chosen);
    }
    return new ModelAndView("clients/known", model);
  }

  /** Those that are probably one person twice. */
  @GetMapping("/clients/duplicates")
  ModelAndView duplicates(Actor actor) {
    rights.requireOverAll(actor, ClientRights.MERGE);
    return new ModelAndView("clients/duplicates", Map.of("pairs", register.pairs(MOST_PAIRS)));
  }

  private @Nullable Client chosen(Actor actor, String id, String phone, String name) {
    return id.matches("\\d{1,18}")
        ? known.chosen(actor, new ClientId(Long.parseLong(id)), phone, name).orElse(null)
        : null;
  }
}
