package app.zamer.handover;

import app.zamer.company.CompanyClock;
import app.zamer.handover.Belongings.Choice;
import app.zamer.handover.Belongings.Item;
import app.zamer.handover.Belongings.Left;
import app.zamer.handover.HandoverOutcome.Undone;
import app.zamer.handover.HandoverViews.Done;
import app.zamer.handover.HandoverViews.KindRow;
import app.zamer.handover.HandoverViews.Line;
import app.zamer.handover.HandoverViews.Preview;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** «Передача дел»: what waits in whose name, who gets it, and taking that back. */
@Controller
class HandoverPages {
  private static final int LATEST = 20;
  private static final int ITEMS = 50;
  private static final int MOST_LEFT = 10;

  /** What a form sends for nobody, and for a kind that is not to be handed over. */
  private static final String NOBODY = "-";

  private static final String NOT = "none";

  private final Handovers handovers;
  private final Kinds kinds;
  private final HandoverWords words;
  private final CompanyClock clock;

  HandoverPages(Handovers handovers, Kinds kinds, HandoverWords words, CompanyClock clock) {
    this.handovers = handovers;
    this.kinds = kinds;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/handover")
  ModelAndView list(Actor actor, HttpServletRequest request) {
    List<Waiting> waiting = handovers.waiting(actor);
    List<Handover> latest = handovers.latest(actor, new PageRequest(0, LATEST)).items();
    Map<UserId, String> names = words.names(latest);
    return new ModelAndView(
        Htmx.asked(request) ? "handover/list" : "handover/page",
        Map.of(
            "waiting",
            waiting,
            "latest",
            latest.stream().map(handover -> line(handover, names)).toList()));
  }

  /** How many people's things wait, for the menu. */
  @GetMapping("/handover/count")
  ModelAndView count(Actor actor) {
    return new ModelAndView("handover/count", Map.of("count", handovers.waiting(actor).size()));
  }

  @GetMapping("/handover/of/{login}")
  ModelAndView one(Actor actor, @PathVariable String login) {
    Waiting waiting = handovers.waiting(actor, new UserId(login));
    List<KindRow> rows =
        kinds.all().stream()
            .filter(kind -> waiting.counts().containsKey(kind.kind()))
            .map(
                kind ->
                    new KindRow(
                        kind.kind(),
                        words.kind(kind.kind()),
                        waiting.counts().getOrDefault(kind.kind(), 0L),
                        kinds.receivers(kind),
                        kind.mayBeNobodys() ? words.nobody(kind.kind()) : "",
                        kind.parts(waiting.person().id())))
            .toList();
    Map<String, User> receivers = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> row.receivers().stream())
        .sorted(Comparator.comparing(User::name))
        .forEach(user -> receivers.put(user.id().value(), user));
    return new ModelAndView(
        "handover/one",
        Map.of("waiting", waiting, "rows", rows, "receivers", List.copyOf(receivers.values())));
  }

  @GetMapping("/handover/of/{login}/items/{kind}")
  ModelAndView items(
      Actor actor,
      @PathVariable String login,
      @PathVariable String kind,
      @RequestParam(defaultValue = "0") long after) {
    Waiting waiting = handovers.waiting(actor, new UserId(login));
    Belongings known = kinds.find(kind).orElseThrow(() -> new NotFound("kind " + kind));
    List<Item> found =
        waiting.counts().containsKey(kind)
            ? known.items(waiting.person().id(), after, ITEMS + 1)
            : List.of();
    boolean more = found.size() > ITEMS;
    List<Item> shown = more ? found.subList(0, ITEMS) : found;
    Map<String, Object> model = new HashMap<>();
    model.put("login", login);
    model.put("kind", kind);
    model.put("items", shown);
    model.put("next", more ? Long.toString(shown.getLast().id()) : "");
    return new ModelAndView("handover/items", model);
  }

  @PostMapping("/handover/of/{login}/preview")
  ModelAndView preview(
      Actor actor, @PathVariable String login, @RequestParam MultiValueMap<String, String> sent) {
    Waiting waiting = handovers.waiting(actor, new UserId(login));
    List<Wish> wishes = wishes(waiting, sent);
    return preview(
        waiting,
        wishes,
        wishes.isEmpty() ? List.of() : handovers.wrong(actor, waiting.person().id(), wishes),
        HttpStatus.OK);
  }

  @PostMapping("/handover/of/{login}")
  Object give(
      Actor actor,
      @PathVariable String login,
      @RequestParam MultiValueMap<String, String> sent,
      HttpServletResponse response) {
    Waiting waiting = handovers.waiting(actor, new UserId(login));
    List<Wish> wishes = wishes(waiting, sent);
    return switch (handovers.give(actor, waiting.person().id(), wishes)) {
      case HandoverOutcome.Done(Handover handover, Map<String, List<Left>> left, Instant _) -> {
        Line line = line(handover, words.names(List.of(handover)));
        yield new ModelAndView(
            "handover/done",
            Map.of(
                "done",
                new Done(
                    line, left(left), words.counts(handovers.waiting(actor, handover.from())))));
      }
      case HandoverOutcome.Refused(List<Violation> violations) -> {
        // the form stays, and what is wrong stands below it
        response.setHeader("HX-Retarget", "#handover-preview");
        response.setHeader("HX-Reswap", "outerHTML");
        yield preview(waiting, wishes, violations, HttpStatus.UNPROCESSABLE_CONTENT);
      }
      case HandoverOutcome.Busy _ -> Htmx.done(Messages.get("handover.busy"));
    };
  }

  @PostMapping("/handover/{id}/undo")
  Object undo(Actor actor, @PathVariable long id) {
    return switch (handovers.undo(actor, id)) {
      case Undone.Back(Handover handover, Map<String, Long> back, Map<String, List<Left>> left) ->
          new ModelAndView(
              "handover/undone",
              Map.of(
                  "back", words.counts(back), "from", handover.from().value(), "left", left(left)));
      case Undone.Already _ -> Htmx.done(Messages.get("handover.undone.already"));
      case Undone.TooLate _ -> Htmx.done(Messages.get("handover.undone.late"));
      case Undone.Busy _ -> Htmx.done(Messages.get("handover.busy"));
    };
  }

  private ModelAndView preview(
      Waiting waiting, List<Wish> wishes, List<Violation> violations, HttpStatus status) {
    List<String> does = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    Map<String, Long> stays = new LinkedHashMap<>(waiting.counts());
    for (Wish wish : wishes) {
      Belongings kind = kinds.find(wish.kind()).orElseThrow();
      long count = kind.count(waiting.person().id(), wish.choice());
      if (count > 0) {
        does.add(words.does(wish, count));
        words.hint(wish).ifPresent(hints::add);
        stays.merge(wish.kind(), -count, Long::sum);
      }
    }
    stays.values().removeIf(count -> count <= 0);
    return new ModelAndView(
        "handover/preview",
        Map.of(
            "preview",
            new Preview(
                waiting.person().id().value(),
                does,
                hints,
                words.counts(stays),
                List.copyOf(new TreeMap<>(Form.errors(violations)).values()),
                handovers.undo().toMinutes())),
        status);
  }

  /** What the form wants of each kind: its own receiver, or the one for everything. */
  private List<Wish> wishes(Waiting waiting, MultiValueMap<String, String> sent) {
    Form form = new Form(sent.toSingleValueMap());
    String all = form.text("all");
    Set<String> ofAll =
        all.isEmpty()
            ? Set.of()
            : handovers.everything(waiting, new UserId(all)).stream()
                .map(Wish::kind)
                .collect(Collectors.toSet());
    List<Wish> wishes = new ArrayList<>();
    for (Belongings kind : kinds.all()) {
      String name = kind.kind();
      if (waiting.counts().containsKey(name)) {
        String own = form.text(name + ".to");
        List<String> parts = sent.getOrDefault(name + ".parts", List.of());
        Choice choice = parts.isEmpty() ? Choice.ALL : new Choice(null, Set.copyOf(parts));
        Optional<UserId> to = own.isEmpty() ? Optional.of(new UserId(all)) : receiver(own);
        if (own.isEmpty() ? ofAll.contains(name) : !own.equals(NOT)) {
          wishes.add(new Wish(name, name, to.orElse(null), choice));
        }
      }
    }
    return wishes;
  }

  private static Optional<UserId> receiver(String typed) {
    return typed.equals(NOBODY) ? Optional.empty() : Optional.of(new UserId(typed));
  }

  private Line line(Handover handover, Map<UserId, String> names) {
    Moments moments = new Moments(clock.getZone());
    Instant until = handovers.undoUntil(handover);
    UserId undoneBy = handover.undoneBy();
    return new Line(
        handover.id(),
        HandoverWords.name(handover.from(), names),
        HandoverWords.name(handover.by(), names),
        moments.show(handover.at()),
        words.shares(handover, names),
        until == null ? "" : moments.time(until),
        undoneBy == null
            ? ""
            : Messages.get(
                "handover.undone.by",
                moments.show(handover.undoneAt()),
                HandoverWords.name(undoneBy, names)));
  }

  /** What stays where it is, in sentences; of many the first. */
  private List<String> left(Map<String, List<Left>> left) {
    List<String> lines = new ArrayList<>();
    left.forEach(
        (kind, things) -> {
          things.stream().limit(MOST_LEFT).map(one -> words.left(kind, one)).forEach(lines::add);
          if (things.size() > MOST_LEFT) {
            lines.add(Messages.get("handover.left.more", things.size() - MOST_LEFT));
          }
        });
    return lines;
  }
}
