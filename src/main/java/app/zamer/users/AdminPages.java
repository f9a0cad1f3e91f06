package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** People, tokens and the journal, for administrators. */
@Controller
@RequestMapping("/admin")
class AdminPages {
  private static final String CHANGED = "users-changed";

  private final Users users;
  private final Tokens tokens;
  private final Extensions extensions;
  private final AuditQuery audit;
  private final CompanyClock clock;
  private final Environment environment;
  private final Rights rights;
  private final List<LeftBehind> leftBehind;

  AdminPages(
      Users users,
      Tokens tokens,
      Extensions extensions,
      AuditQuery audit,
      CompanyClock clock,
      Environment environment,
      Rights rights,
      List<LeftBehind> leftBehind) {
    this.users = users;
    this.tokens = tokens;
    this.extensions = extensions;
    this.audit = audit;
    this.clock = clock;
    this.environment = environment;
    this.rights = rights;
    this.leftBehind = List.copyOf(leftBehind);
  }

  @GetMapping
  String first(Actor actor) {
    Users.requireAdministrator(actor);
    return "redirect:/admin/users";
  }

  @GetMapping("/users")
  ModelAndView users(
      Actor actor,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String state) {
    Users.requireAdministrator(actor);
    Map<UserId, Long> left = left(actor);
    Boolean active = state.equals("off") ? Boolean.FALSE : state.equals("all") ? null : true;
    Role wanted =
        Arrays.stream(Role.values()).filter(r -> r.id().equals(role)).findFirst().orElse(null);
    return new ModelAndView(
        "admin/users",
        Map.of(
            "users",
            users.list(actor, wanted, active),
            "role",
            wanted == null ? "" : role,
            "state",
            active == null ? "all" : active ? "on" : "off",
            "me",
            actor.id(),
            "extensions",
            extensions.all(),
            "left",
            left,
            "leftNames",
            users.names(left.keySet())));
  }

  private static String saved(User user, long left) {
    return left > 0
        ? Messages.get("admin.users.saved-left", user.name(), left)
        : Messages.get("admin.users.saved", user.name());
  }

  /** What waits to be handed over, for whoever may do that. */
  private Map<UserId, Long> left(Actor actor) {
    Map<UserId, Long> left = new LinkedHashMap<>();
    if (rights.reach(actor, "handover").isAll()) {
      leftBehind.forEach(module -> left.putAll(module.counts()));
    }
    return left;
  }

  @GetMapping("/users/new")
  ModelAndView newUser(Actor actor) {
    Users.requireAdministrator(actor);
    return form("", Map.of(), Set.of(), Map.of(), HttpStatus.OK);
  }

  @PostMapping("/users/new")
  Object create(Actor actor, @RequestParam MultiValueMap<String, String> sent) {
    Users.requireAdministrator(actor);
    Form form = new Form(sent.toSingleValueMap());
    Set<String> roles = roles(sent);
    NewUser wanted =
        new NewUser(form.typed("login"), form.typed("name"), known(roles), form.typed("password"));
    return switch (users.create(actor, wanted)) {
      case UserOutcome.Saved(User user) ->
          Htmx.done(Messages.get("admin.users.created", user.name()), CHANGED);
      case UserOutcome.Refused(List<Violation> violations) ->
          form("", form.typed(), roles, Form.errors(violations), HttpStatus.UNPROCESSABLE_CONTENT);
      case UserOutcome.Taken(UserId id) ->
          form(
              "",
              form.typed(),
              roles,
              Map.of("login", Messages.get("account.taken", id)),
              HttpStatus.CONFLICT);
      case UserOutcome.Stale _ -> throw new IllegalStateException("a new user has no version");
    };
  }

  @GetMapping("/users/{login}")
  ModelAndView edit(Actor actor, @PathVariable String login) {
    Users.requireAdministrator(actor);
    User user = user(login);
    return form(login, fields(user), ids(user.roles()), Map.of(), HttpStatus.OK);
  }

  @PostMapping("/users/{login}")
  Object change(
      Actor actor, @PathVariable String login, @RequestParam MultiValueMap<String, String> sent) {
    Users.requireAdministrator(actor);
    Form form = new Form(sent.toSingleValueMap());
    Set<String> roles = roles(sent);
    Long version = form.number("version");
    if (version == null) {
      return form(
          login,
          form.typed(),
          roles,
          Map.of("", Messages.get("admin.users.no-version")),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    UserChange change =
        new UserChange(
            form.typed("name"), known(roles), Boolean.TRUE.equals(form.answer("active")));
    return switch (users.change(actor, new UserId(login), version, change)) {
      case UserOutcome.Saved(User user) ->
          Htmx.done(saved(user, left(actor).getOrDefault(user.id(), 0L)), CHANGED);
      case UserOutcome.Refused(List<Violation> violations) ->
          form(
              login,
              form.typed(),
              roles,
              Form.errors(violations),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case UserOutcome.Stale(long present) -> {
        Map<String, String> typed = new HashMap<>(form.typed());
        typed.put("version", String.valueOf(present));
        User now = user(login);
        String theirs =
            now.name()
                + " · "
                + ids(now.roles()).stream()
                    .map(role -> Messages.get("role." + role))
                    .collect(Collectors.joining(", "))
                + " · "
                + Messages.get(now.active() ? "admin.users.on" : "admin.users.off");
        yield form(
            login,
            typed,
            roles,
            Map.of("", Messages.get("admin.users.stale", theirs)),
            HttpStatus.PRECONDITION_FAILED);
      }
      case UserOutcome.Taken _ -> throw new IllegalStateException("a login never changes");
    };
  }

  @GetMapping("/users/{login}/password")
  ModelAndView password(Actor actor, @PathVariable String login) {
    Users.requireAdministrator(actor);
    return passwordForm(user(login), Map.of(), HttpStatus.OK);
  }

  @PostMapping("/users/{login}/password")
  Object setPassword(
      Actor actor,
      @PathVariable String login,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String repeated) {
    Users.requireAdministrator(actor);
    User user = user(login);
    if (!password.equals(repeated)) {
      Violation differs = AccountRules.violation("repeated", "account.password.differs");
      return passwordForm(user, Form.errors(List.of(differs)), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return users.setPassword(actor, user.id(), password)
            instanceof UserOutcome.Refused(List<Violation> violations)
        ? passwordForm(user, Form.errors(violations), HttpStatus.UNPROCESSABLE_CONTENT)
        : Htmx.done(Messages.get("admin.users.password-set", user.name()));
  }

  @GetMapping("/tokens")
  ModelAndView tokens(Actor actor) {
    return new ModelAndView(
        "admin/tokens",
        Map.of("tokens", tokens.all(actor), "moments", new Moments(clock.getZone())));
  }

  @PostMapping("/tokens/{id}/revoke")
  Object revoke(Actor actor, @PathVariable long id) {
    Users.requireAdministrator(actor);
    tokens.revoke(actor, id);
    return Htmx.done(Messages.get("admin.tokens.revoked"), "tokens-changed");
  }

  @GetMapping("/company")
  ModelAndView company(Actor actor) {
    Users.requireAdministrator(actor);
    String url = environment.getProperty("zamer.database.url", "");
    return new ModelAndView(
        "admin/company",
        Map.of(
            "zone",
            clock.getZone().getId(),
            "now",
            new Moments(clock.getZone()).show(clock.instant()),
            "port",
            environment.getProperty("server.port", ""),
            "data",
            url.isEmpty() ? environment.getProperty("zamer.data-dir", "") : "",
            // what follows the address may hold a password
            "database",
            url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//")));
  }

  @GetMapping("/audit")
  ModelAndView audit(
      Actor actor,
      @RequestParam(defaultValue = "0") long before,
      @RequestParam Map<String, String> sent) {
    Form form = new Form(sent);
    AuditQuery.Filter filter =
        new AuditQuery.Filter(
            form.text("by"), form.text("what"), form.text("subject"), form.day("day"));
    return new ModelAndView(
        "admin/audit",
        Map.of(
            "lines",
            audit.lines(actor, filter, before),
            "kinds",
            AuditWords.KINDS,
            "people",
            users.list(actor, null, null),
            "typed",
            form.typed(),
            "errors",
            Form.errors(form.wrong()),
            "moments",
            new Moments(clock.getZone())));
  }

  private User user(String login) {
    return users.find(new UserId(login)).orElseThrow(() -> new NotFound("user " + login));
  }

  private static ModelAndView form(
      String login,
      Map<String, String> typed,
      Set<String> roles,
      Map<String, String> errors,
      HttpStatus status) {
    return new ModelAndView(
        "admin/user",
        Map.of(
            "login",
            login,
            "typed",
            typed,
            "roles",
            roles,
            "all",
            ids(List.of(Role.values())),
            "errors",
            errors),
        status);
  }

  private static ModelAndView passwordForm(
      User user, Map<String, String> errors, HttpStatus status) {
    return new ModelAndView("admin/password", Map.of("user", user, "errors", errors), status);
  }

  private static Map<String, String> fields(User user) {
    return Map.of(
        "name", user.name(),
        "active", String.valueOf(user.active()),
        "version", String.valueOf(user.version()));
  }

  private static Set<String> roles(MultiValueMap<String, String> sent) {
    return Set.copyOf(sent.getOrDefault("roles", List.of()));
  }

  // what no page offers is as good as not chosen
  private static Set<Role> known(Set<String> ids) {
    return Arrays.stream(Role.values())
        .filter(role -> ids.contains(role.id()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> ids(Collection<Role> roles) {
    return roles.stream()
        .sorted()
        .map(Role::id)
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
  }
}
