package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The forms for the company's sites, for administrators. */
@Controller
@RequestMapping("/admin/intake")
class IntakeAdminPages {
  private static final String CHANGED = "intake-changed";

  private final IntakeForms forms;
  private final Site site;
  private final CompanyClock clock;

  IntakeAdminPages(IntakeForms forms, Site site, CompanyClock clock) {
    this.forms = forms;
    this.site = site;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView list(Actor actor) {
    Map<String, Object> model = new HashMap<>();
    model.put("lines", forms.list(actor));
    CompanyAsSeen company = forms.company();
    model.put("typed", Map.of("companyName", company.name(), "companyPhone", company.phoneShown()));
    model.put("errors", Map.of());
    model.put("moments", new Moments(clock.getZone()));
    return new ModelAndView("intake/admin", model);
  }

  @PostMapping("/company")
  Object company(Actor actor, @RequestParam Map<String, String> typed) {
    Form form = new Form(typed);
    List<Violation> wrong =
        forms.company(actor, form.text("companyName"), form.text("companyPhone"));
    if (wrong.isEmpty()) {
      return Htmx.done(Messages.get("intake.admin.company.saved"), CHANGED);
    }
    return new ModelAndView(
        "intake/company",
        Map.of("typed", form.typed(), "errors", Form.errors(wrong)),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @GetMapping("/new")
  ModelAndView fresh(Actor actor) {
    IntakeForms.requireAdministrator(actor);
    Map<String, String> typed =
        Map.of(
            "title",
            Messages.get("intake.admin.title.usual"),
            "source",
            Messages.text("intake.admin.source.usual").ru(),
            "consent",
            Messages.text("intake.admin.consent.usual").ru(),
            "active",
            "true");
    return form(null, typed, Map.of(), HttpStatus.OK);
  }

  @PostMapping("/new")
  Object create(Actor actor, @RequestParam Map<String, String> typed) {
    IntakeForms.requireAdministrator(actor);
    Form form = new Form(typed);
    return switch (forms.create(actor, draft(form))) {
      case IntakeForms.Outcome.Saved(IntakeForm made) ->
          Htmx.done(Messages.get("intake.admin.created", made.name()), CHANGED);
      case IntakeForms.Outcome.Refused(List<Violation> violations) ->
          form(null, form.typed(), Form.errors(violations), HttpStatus.UNPROCESSABLE_CONTENT);
      case IntakeForms.Outcome.Stale _ ->
          throw new IllegalStateException("a new form has no version");
    };
  }

  @GetMapping("/{id}")
  ModelAndView edit(Actor actor, @PathVariable long id) {
    IntakeForm form = forms.get(actor, id);
    return form(form, typed(form), Map.of(), HttpStatus.OK);
  }

  @PostMapping("/{id}")
  Object change(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    IntakeForm before = forms.get(actor, id);
    Form form = new Form(typed);
    Long version = form.number("version");
    IntakeForms.Outcome outcome =
        version == null
            ? new IntakeForms.Outcome.Stale(before)
            : forms.change(actor, id, version, draft(form));
    return switch (outcome) {
      case IntakeForms.Outcome.Saved(IntakeForm saved) ->
          Htmx.done(Messages.get("intake.admin.saved", saved.name()), CHANGED);
      case IntakeForms.Outcome.Refused(List<Violation> violations) ->
          form(before, form.typed(), Form.errors(violations), HttpStatus.UNPROCESSABLE_CONTENT);
      case IntakeForms.Outcome.Stale(IntakeForm now) -> {
        Map<String, String> kept = new HashMap<>(form.typed());
        kept.put("version", String.valueOf(now.version()));
        yield form(
            now,
            kept,
            Map.of("", Messages.get("intake.admin.stale")),
            HttpStatus.PRECONDITION_FAILED);
      }
    };
  }

  /** A form that brings more than it may; also for whom its leads are. */
  @GetMapping("/{id}/flood")
  ModelAndView flood(Actor actor, @PathVariable long id) {
    Floods.Flood flood = forms.flood(actor, id).orElse(null);
    Moments moments = new Moments(clock.getZone());
    Map<String, Object> model = new HashMap<>();
    model.put("id", id);
    model.put("since", flood == null ? "" : moments.show(flood.since()));
    model.put(
        "until",
        flood == null || flood.raisedUntil() == null ? "" : moments.show(flood.raisedUntil()));
    return new ModelAndView("intake/flood", model);
  }

  @PostMapping("/{id}/raise")
  String raise(Actor actor, @PathVariable long id) {
    forms.raise(actor, id);
    return "redirect:/admin/intake/" + id + "/flood";
  }

  /** What is put into the company's site. */
  @GetMapping("/{id}/site")
  ModelAndView site(Actor actor, @PathVariable long id) {
    IntakeForm form = forms.get(actor, id);
    String address = site.address(IntakeSecurity.FORMS + form.key());
    Map<String, Object> model = new HashMap<>();
    model.put("form", form);
    model.put("address", address);
    model.put(
        "script",
        "<script src=\"%s\" data-form=\"%s\" async></script>"
            .formatted(site.address(IntakeSecurity.SCRIPT), form.key()));
    model.put(
        "frame",
        "<iframe src=\"%s\" title=\"%s\" style=\"width:100%%;height:760px;border:0\"></iframe>"
            .formatted(address, form.title().replace("&", "&amp;").replace("\"", "&quot;")));
    model.put("api", site.address(IntakeSecurity.API + form.key()));
    return new ModelAndView("intake/site", model);
  }

  private ModelAndView form(
      @Nullable IntakeForm form,
      Map<String, String> typed,
      Map<String, String> errors,
      HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("address", "/admin/intake/" + (form == null ? "new" : form.id()));
    model.put("name", form == null ? "" : form.name());
    model.put("typed", typed);
    model.put("errors", errors);
    model.put("managers", forms.managers(form == null ? null : form.owner()));
    return new ModelAndView("intake/edit", model, status);
  }

  private static FormDraft draft(Form form) {
    String owner = form.text("owner");
    return new FormDraft(
        form.typed("name"),
        form.typed("title"),
        form.typed("source"),
        owner.isEmpty() ? null : new UserId(owner),
        form.typed("origins").lines().filter(line -> !line.isBlank()).toList(),
        form.typed("wishes").lines().toList(),
        form.typed("success"),
        form.typed("policy"),
        form.typed("consent").replace("\r\n", "\n"),
        Boolean.TRUE.equals(form.answer("active")));
  }

  private static Map<String, String> typed(IntakeForm form) {
    Map<String, String> typed = new HashMap<>();
    typed.put("name", form.name());
    typed.put("title", form.title());
    typed.put("source", form.source());
    typed.put("owner", form.owner() == null ? "" : form.owner().value());
    typed.put("origins", String.join("\n", form.origins()));
    typed.put("wishes", String.join("\n", form.wishes()));
    typed.put("success", form.success());
    typed.put("policy", form.policy());
    typed.put("consent", form.consent());
    typed.put("active", String.valueOf(form.active()));
    typed.put("version", String.valueOf(form.version()));
    return typed;
  }
}
