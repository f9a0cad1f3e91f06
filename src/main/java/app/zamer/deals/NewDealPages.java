package app.zamer.deals;

import app.zamer.clients.Client;
import app.zamer.clients.ClientId;
import app.zamer.clients.Clients;
import app.zamer.clients.KnownClients;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The dialog in which a deal is opened. */
@Controller
class NewDealPages {
  private final Deals deals;
  private final DealRights rights;
  private final Clients clients;
  private final KnownClients known;

  NewDealPages(Deals deals, DealRights rights, Clients clients, KnownClients known) {
    this.deals = deals;
    this.rights = rights;
    this.clients = clients;
    this.known = known;
  }

  @GetMapping("/deals/new")
  ModelAndView form(Actor actor, @RequestParam Map<String, String> typed) {
    rights.require(actor, "deal.create");
    var fields = new LinkedHashMap<>(typed);
    Client chosen = chosen(actor, new Form(typed));
    if (chosen != null) {
      fields.put("phone", known.phoneFor(actor, chosen, typed.getOrDefault("phone", "")));
    }
    return form(actor, new Form(fields), Map.of());
  }

  @PostMapping("/deals/new")
  Object open(Actor actor, @RequestParam Map<String, String> typed) {
    rights.require(actor, "deal.create");
    var form = new Form(typed);
    String clientName = form.typed("clientName");
    Phone.Parsed parsed = Phone.parse(form.text("phone"));
    String title = form.text("title", NewDeal.LONGEST_TITLE);
    String source = form.text("source", DealBody.LONGEST_TEXT);
    Client chosen = chosen(actor, form);
    Phone phone = parsed.phone().orElse(null);
    if (chosen == null && form.number("client") != null) {
      form.wrong("phone", "board.new.phone-for-other");
    } else if (chosen != null && phone != null) {
      if (clients.byPhone(phone).filter(owner -> !owner.id().equals(chosen.id())).isPresent()) {
        form.wrong("phone", "board.new.phone-of-other");
      } else if (!clients.takes(actor, chosen.id(), phone)) {
        form.wrong("phone", "board.new.phone-for-other");
      }
    }
    var wrong = new ArrayList<>(form.wrong());
    Client.wrongName("clientName", clientName).ifPresent(wrong::add);
    parsed.violation("phone").ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return again(form(actor, form, Form.errors(wrong)), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var deal =
        new NewDeal(
            clientName,
            parsed.phone().orElseThrow(),
            title == null || title.isEmpty() ? null : title,
            source,
            Boolean.TRUE.equals(form.answer("allowDuplicate")),
            null,
            chosen == null ? null : chosen.id());
    return switch (deals.open(actor, deal)) {
      case OpenOutcome.Opened(DealId id) -> Htmx.go("/deals/" + id);
      case OpenOutcome.Duplicate _ -> again(duplicate(actor, form), HttpStatus.CONFLICT);
    };
  }

  private ModelAndView duplicate(Actor actor, Form form) {
    var page = form(actor, form, Map.of());
    page.getModel().put("refused", true);
    return page;
  }

  private ModelAndView form(Actor actor, Form form, Map<String, String> errors) {
    var model = new LinkedHashMap<String, Object>();
    model.put("typed", form.typed());
    model.put("errors", errors);
    model.put("refused", false);
    Client chosen = chosen(actor, form);
    if (chosen != null) {
      model.put("chosen", chosen);
    }
    model.put("known", known.of(actor, form.text("phone"), form.text("clientName"), null));
    return new ModelAndView("deals/newdeal", model);
  }

  private @Nullable Client chosen(Actor actor, Form form) {
    Long id = form.number("client");
    return id == null
        ? null
        : known
            .chosen(actor, new ClientId(id), form.text("phone"), form.text("clientName"))
            .orElse(null);
  }

  private static ModelAndView again(ModelAndView form, HttpStatus status) {
    form.setStatus(status);
    return form;
  }
}
