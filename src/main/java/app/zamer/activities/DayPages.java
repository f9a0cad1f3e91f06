package app.zamer.activities;

import app.zamer.activities.Day.Part;
import app.zamer.activities.DayQuery.Key;
import app.zamer.activities.DayQuery.Whose;
import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import app.zamer.users.Users;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** «Мой день»: what a person has to do, in the order of the clock. */
@Controller
class DayPages {
  private static final String RIGHT = "day.read";
  private static final int FIRST = 15;
  private static final int MOST = 200;

  private final Day day;
  private final DayQuery query;
  private final ActivitySubjects subjects;
  private final Rights rights;
  private final Users users;
  private final CompanyClock clock;

  DayPages(
      Day day,
      DayQuery query,
      ActivitySubjects subjects,
      Rights rights,
      Users users,
      CompanyClock clock) {
    this.day = day;
    this.query = query;
    this.subjects = subjects;
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  /**
   * @param who whose day, a login; empty for one's own, or everybody's for those who oversee
   * @param sizes how many rows of each part the page shows already
   */
  @GetMapping("/day")
  ModelAndView page(
      Actor actor,
      @RequestParam(defaultValue = "") String who,
      @RequestParam Map<String, String> sizes) {
    Map<String, Object> model = list(actor, who, sizes);
    model.put("today", Shown.weekday(clock.today()));
    model.put("people", rights.reach(actor, RIGHT).isAll() ? people() : Map.of());
    model.put("rounds", visitsOf(actor));
    return new ModelAndView("day/day", model);
  }

  /** The rows alone, for the page that is open. */
  @GetMapping("/day/list")
  ModelAndView rows(
      Actor actor,
      @RequestParam(defaultValue = "") String who,
      @RequestParam Map<String, String> sizes) {
    return new ModelAndView("day/list", list(actor, who, sizes));
  }

  /** More of one part. */
  @GetMapping("/day/more")
  ModelAndView more(
      Actor actor,
      @RequestParam(defaultValue = "") String who,
      @RequestParam String part,
      @RequestParam String after,
      @RequestParam(defaultValue = "") String heading) {
    Whose whose = whose(actor, who);
    Map<String, Object> model = new HashMap<>();
    model.put("who", who);
    model.put("moments", new Moments(clock.getZone()));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    if (part.equals("idle")) {
      model.put("idle", idle(actor, whose, number(after), FIRST));
      return new ModelAndView("day/idle", model);
    }
    Part wanted =
        Arrays.stream(Part.values())
            .filter(value -> value.id().equals(part))
            .findFirst()
            .orElseThrow(() -> new NotFound("part " + part));
    Key key = Key.parse(after).orElseThrow(() -> new NotFound("key " + after));
    model.put("sections", day.part(actor, whose, wanted, key, FIRST, new HashSet<>()));
    model.put("heading", heading);
    return new ModelAndView("day/more", model);
  }

  private Map<String, Object> list(Actor actor, String who, Map<String, String> sizes) {
    Whose whose = whose(actor, who);
    List<DaySection> sections = new ArrayList<>();
    Set<Long> led = new HashSet<>();
    for (Part part : Part.values()) {
      sections.addAll(day.part(actor, whose, part, null, size(sizes, part.id()), led));
    }
    Map<String, Object> model = new HashMap<>();
    model.put("who", who);
    model.put("sections", sections.stream().filter(section -> !section.rows().isEmpty()).toList());
    model.put("moments", new Moments(clock.getZone()));
    model.put("now", clock.instant().atZone(clock.getZone()).toOffsetDateTime().toString());
    model.put("idle", idle(actor, whose, null, size(sizes, "idle")));
    return model;
  }

  private DayIdle idle(Actor actor, Whose whose, @Nullable Long before, int size) {
    if (!visitsOf(actor)) {
      return DayIdle.NOTHING;
    }
    List<SubjectView> found = query.idle(whose.person(), whose.deals(), before, size + 1);
    boolean more = found.size() > size;
    List<SubjectView> shown = more ? found.subList(0, size) : found;
    Map<Long, Ahead> ahead =
        shown.isEmpty()
            ? Map.of()
            : subjects
                .of(SubjectKind.DEAL)
                .ahead(actor, shown.stream().map(SubjectView::id).collect(Collectors.toSet()));
    return new DayIdle(
        shown.stream()
            .map(deal -> DayIdle.Row.of(deal, ahead.getOrDefault(deal.id(), Ahead.NOTHING)))
            .toList(),
        more ? Long.toString(shown.getLast().id()) : null);
  }

  /** Whether somebody answers for deals: his own, or everybody's. */
  private boolean visitsOf(Actor actor) {
    return rights.may(actor, "round.read");
  }

  private Whose whose(Actor actor, String who) {
    rights.require(actor, RIGHT);
    Reach deals = rights.reach(actor, "deal.read");
    Reach leads = rights.reach(actor, "lead.read");
    String own = actor.id().value();
    Set<String> roles = actor.roles().stream().map(Role::id).collect(Collectors.toSet());
    if (rights.reach(actor, RIGHT).isAll()) {
      return who.isEmpty()
          ? new Whose(null, Set.of(), deals, leads)
          : new Whose(who, who.equals(own) ? roles : Set.of(), deals, leads);
    }
    if (!who.isEmpty() && !who.equals(own)) {
      throw new AccessDeniedException("the day of others");
    }
    return new Whose(own, roles, deals, leads);
  }

  private Map<String, String> people() {
    Map<String, String> people = new LinkedHashMap<>();
    users.withRight(RIGHT).forEach(user -> people.put(user.id().value(), user.name()));
    return people;
  }

  private static int size(Map<String, String> sizes, String part) {
    Long size = number(sizes.getOrDefault(part, ""));
    return size == null ? FIRST : (int) Math.clamp(size, FIRST, MOST);
  }

  private static @Nullable Long number(String text) {
    return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }
}
