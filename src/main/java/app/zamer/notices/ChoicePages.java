package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.notices.Choices.Choice;
import app.zamer.notices.SettingRepository.Contact;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Device;
import app.zamer.users.Rights;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where people choose of what they are told and where. */
@Controller
@RequestMapping("/account/notices")
class ChoicePages {
  private final Choices choices;
  private final Browsers browsers;
  private final PushKeys keys;
  private final MailServer mail;
  private final Notices notices;
  private final CompanyClock clock;
  private final Rights rights;

  ChoicePages(
      Choices choices,
      Browsers browsers,
      PushKeys keys,
      MailServer mail,
      Notices notices,
      CompanyClock clock,
      Rights rights) {
    this.choices = choices;
    this.browsers = browsers;
    this.keys = keys;
    this.mail = mail;
    this.notices = notices;
    this.clock = clock;
    this.rights = rights;
  }

  @GetMapping
  ModelAndView page(Actor actor, @RequestParam(defaultValue = "") String note) {
    Map<String, Object> model = form(actor);
    model.put(
        "note",
        switch (note) {
          case "confirmed" -> Messages.get("notices.email.confirmed");
          case "stale" -> Messages.get("notices.email.stale");
          default -> "";
        });
    model.put("browsers", lines(actor));
    model.put("key", keys.applicationServerKey());
    model.put("moments", new Moments(clock.getZone()));
    return new ModelAndView("notices/choices", model);
  }

  @PostMapping
  ModelAndView save(Actor actor, @RequestParam Map<String, String> typed) {
    Set<String> wanted = new HashSet<>();
    for (Kind kind : Kind.of(actor, rights)) {
      for (Channel channel : offered()) {
        if (typed.containsKey(kind.id() + "." + channel.id())) {
          wanted.add(Setting.key(kind, channel));
        }
      }
      // what is not offered now is not asked for, and stays as it is
      if (!mail.offered() && choices.of(actor).wants(kind, Channel.MAIL)) {
        wanted.add(Setting.key(kind, Channel.MAIL));
      }
    }
    var form = new Form(typed);
    List<Violation> wrong =
        choices.save(
            actor,
            new Choice(
                "en".equals(form.text("language")) ? Locale.ENGLISH : Messages.RUSSIAN,
                typed.get("email"),
                wanted));
    Map<String, Object> model = form(actor);
    if (!wrong.isEmpty()) {
      model.put("wanted", wanted);
      model.put("email", form.text("email"));
      model.put("language", form.text("language"));
      model.put("errors", Form.errors(wrong));
      return new ModelAndView("notices/form", model, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    model.put("saved", true);
    return new ModelAndView("notices/form", model);
  }

  @PostMapping("/email")
  ResponseEntity<Void> remind(Actor actor) {
    List<Violation> wrong = choices.remind(actor);
    return Htmx.done(
        wrong.isEmpty()
            ? Messages.get("notices.email.sent")
            : wrong.getFirst().message().in(Messages.language()));
  }

  /** The link in the mail that asks whether the address is the person's. */
  @GetMapping("/email/{code}")
  String confirm(Actor actor, @PathVariable String code) {
    return "redirect:/account/notices?note="
        + (choices.confirm(actor, code) ? "confirmed" : "stale");
  }

  @PostMapping("/browsers")
  ModelAndView subscribe(
      Actor actor,
      @RequestParam String endpoint,
      @RequestParam String p256dh,
      @RequestParam String auth,
      HttpServletRequest request) {
    boolean taken = browsers.add(actor, endpoint, p256dh, auth, Device.agent(request));
    ModelAndView list = list(actor);
    if (!taken) {
      list.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      list.addObject("error", Messages.get("notices.push.unknown"));
    }
    return list;
  }

  @PostMapping("/browsers/{id}/remove")
  ModelAndView remove(Actor actor, @PathVariable long id) {
    browsers.remove(actor, id);
    return list(actor);
  }

  @PostMapping("/browsers/remove")
  ModelAndView remove(Actor actor, @RequestParam String endpoint) {
    browsers.remove(actor, endpoint);
    return list(actor);
  }

  private ModelAndView list(Actor actor) {
    Map<String, Object> model = new HashMap<>();
    model.put("browsers", lines(actor));
    model.put("moments", new Moments(clock.getZone()));
    return new ModelAndView("notices/browsers", model);
  }

  private List<BrowserLine> lines(Actor actor) {
    return browsers.of(actor).stream()
        .map(browser -> new BrowserLine(browser.id(), browser.agent(), browser.since()))
        .toList();
  }

  private Map<String, Object> form(Actor actor) {
    Setting setting = choices.of(actor);
    Contact contact = choices.contact(actor);
    Set<String> wanted = new HashSet<>();
    List<Kind> kinds = Kind.of(actor, rights);
    for (Kind kind : kinds) {
      setting.channels(kind, rights).forEach(channel -> wanted.add(Setting.key(kind, channel)));
    }
    Rules rules = notices.rules();
    Map<String, Object> model = new HashMap<>();
    model.put("kinds", kinds.stream().map(Kind::id).toList());
    model.put("channels", offered().stream().map(Channel::id).toList());
    model.put("wanted", wanted);
    model.put("mail", mail.offered());
    model.put("email", contact.email());
    model.put("confirmed", contact.confirmed());
    model.put("language", contact.language().getLanguage());
    model.put("quiet", Messages.get("notices.quiet", rules.quietFrom(), rules.quietUntil()));
    model.put("digest", Messages.get("notices.digest.when", rules.digestAt()));
    return model;
  }

  private List<Channel> offered() {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel != Channel.MAIL || mail.offered())
        .toList();
  }
}
