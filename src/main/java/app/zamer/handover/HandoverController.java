package app.zamer.handover;

import app.zamer.company.CompanyClock;
import app.zamer.handover.Belongings.Choice;
import app.zamer.handover.Belongings.Left;
import app.zamer.handover.HandoverOutcome.Undone;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/handovers")
@Tag(
    name = "handovers",
    description =
        "What stands in the name of people who may keep it no longer, given to others and back.")
class HandoverController {
  private static final int MOST_ITEMS = 200;

  private final Handovers handovers;
  private final Kinds kinds;
  private final CompanyClock clock;

  HandoverController(Handovers handovers, Kinds kinds, CompanyClock clock) {
    this.handovers = handovers;
    this.kinds = kinds;
    this.clock = clock;
  }

  record Person(String login, String name, boolean active) {}

  /**
   * @param counts how many things of which kind
   */
  record WaitingView(Person person, Map<String, Long> counts, long total) {}

  record PartView(String id, String name, long count) {}

  /**
   * @param receivers logins of those who may have such things
   * @param nobody whether they can be nobody's
   * @param parts the stages of deals, whose ids {@code stages} takes
   */
  record KindView(
      String kind,
      String name,
      long count,
      List<String> receivers,
      boolean nobody,
      List<PartView> parts) {}

  record WaitsView(Person person, List<KindView> kinds) {}

  record ItemView(String id, String title, String about) {}

  /**
   * @param next what {@code after} has to be for the rest; null if this is all
   */
  record ItemsView(List<ItemView> items, @Nullable String next) {}

  /**
   * @param to a login
   * @param nobody instead of {@code to}: free for whoever takes it, or called off
   * @param items only these, by their ids
   * @param stages only deals in these stages, such as {@code sales/estimate}
   */
  record GiveBody(
      @Nullable String kind,
      @Nullable String to,
      @Nullable Boolean nobody,
      @Nullable List<@Nullable String> items,
      @Nullable List<@Nullable String> stages) {}

  /**
   * @param from whose things, a login
   * @param to who gets everything that he may have, a login; instead of {@code give}
   * @param give who gets what, a kind at most once
   */
  record HandoverBody(
      @Nullable String from, @Nullable String to, @Nullable List<@Nullable GiveBody> give) {}

  record ShareView(@Nullable String to, String kind, long count) {}

  record LeftView(String kind, String id, String why) {}

  /**
   * @param stays what would wait still, by kind
   */
  record PreviewView(String from, List<ShareView> give, Map<String, Long> stays) {}

  /**
   * @param undoUntil until when it can be given back; null if it cannot any more
   */
  record HandoverView(
      String id,
      String from,
      String by,
      OffsetDateTime at,
      List<ShareView> given,
      @Nullable String undoneBy,
      @Nullable OffsetDateTime undoneAt,
      @Nullable OffsetDateTime undoUntil) {}

  record DoneView(HandoverView handover, List<LeftView> left) {}

  record UndoneView(HandoverView handover, Map<String, Long> back, List<LeftView> left) {}

  @GetMapping("/waiting")
  @Operation(summary = "Those in whose name something waits to be handed over")
  List<WaitingView> waiting(Actor actor) {
    return handovers.waiting(actor).stream()
        .map(waiting -> new WaitingView(person(waiting), waiting.counts(), waiting.total()))
        .toList();
  }

  @GetMapping("/waiting/{login}")
  @Operation(summary = "What waits in one person's name, and who may have it")
  WaitsView waiting(Actor actor, @PathVariable String login) {
    Waiting waiting = handovers.waiting(actor, new UserId(login));
    return new WaitsView(
        person(waiting),
        kinds.all().stream()
            .filter(kind -> waiting.counts().containsKey(kind.kind()))
            .map(
                kind ->
                    new KindView(
                        kind.kind(),
                        name(kind.kind()),
                        waiting.counts().getOrDefault(kind.kind(), 0L),
                        kinds.receivers(kind).stream().map(user -> user.id().value()).toList(),
                        kind.mayBeNobodys(),
                        kind.parts(waiting.person().id()).stream()
                            .map(
                                part ->
                                    new PartView(
                                        part.id(),
                                        part.name().in(Messages.language()),
                                        part.count()))
                            .toList()))
            .toList());
  }

  @GetMapping("/waiting/{login}/{kind}")
  @Operation(summary = "The things of one kind that wait, by their numbers")
  ItemsView items(
      Actor actor,
      @PathVariable String login,
      @PathVariable String kind,
      @RequestParam(defaultValue = "0") long after) {
    Waiting waiting = handovers.waiting(actor, new UserId(login));
    Belongings known = kinds.find(kind).orElseThrow(() -> new NotFound("kind " + kind));
    List<Belongings.Item> found =
        waiting.counts().containsKey(kind)
            ? known.items(waiting.person().id(), after, MOST_ITEMS)
            : List.of();
    return new ItemsView(
        found.stream()
            .map(
                item ->
                    new ItemView(
                        Long.toString(item.id()),
                        item.title(),
                        item.about().in(Messages.language())))
            .toList(),
        found.size() < MOST_ITEMS ? null : Long.toString(found.getLast().id()));
  }

  @PostMapping("/preview")
  @Operation(summary = "What a hand-over would come to; nothing is changed")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = PreviewView.class)))
  ResponseEntity<?> preview(Actor actor, @RequestBody HandoverBody body) {
    Asked asked = asked(actor, body);
    if (asked.wrong().isEmpty()) {
      asked.wrong().addAll(handovers.wrong(actor, asked.from(), asked.wishes()));
    }
    if (!asked.wrong().isEmpty()) {
      return Problems.refused(asked.wrong());
    }
    Map<String, Long> stays = new LinkedHashMap<>(handovers.waiting(actor, asked.from()).counts());
    List<ShareView> give = new ArrayList<>();
    for (Wish wish : asked.wishes()) {
      long count = kinds.find(wish.kind()).orElseThrow().count(asked.from(), wish.choice());
      give.add(new ShareView(wish.to() == null ? null : wish.to().value(), wish.kind(), count));
      stays.merge(wish.kind(), -count, Long::sum);
    }
    stays.values().removeIf(count -> count <= 0);
    return ResponseEntity.ok(new PreviewView(asked.from().value(), give, stays));
  }

  @PostMapping
  @Operation(summary = "Hand over, all of it in one transaction")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = DoneView.class)))
  ResponseEntity<?> give(Actor actor, @RequestBody HandoverBody body) {
    Asked asked = asked(actor, body);
    if (!asked.wrong().isEmpty()) {
      return Problems.refused(asked.wrong());
    }
    return switch (handovers.give(actor, asked.from(), asked.wishes())) {
      case HandoverOutcome.Done(Handover handover, Map<String, List<Left>> left, Instant _) ->
          ResponseEntity.created(URI.create("/api/v1/handovers/" + handover.id()))
              .body(new DoneView(view(handover), left(left)));
      case HandoverOutcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case HandoverOutcome.Busy _ -> busy();
    };
  }

  @GetMapping
  @Operation(summary = "The hand-overs that were made, the latest first")
  Page<HandoverView> latest(Actor actor, PageRequest page) {
    return handovers.latest(actor, page).map(this::view);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One hand-over")
  HandoverView get(Actor actor, @PathVariable long id) {
    return view(handovers.get(actor, id));
  }

  @PostMapping("/{id}/undo")
  @Operation(summary = "Give back what has not changed hands since, within the time for that")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = UndoneView.class)))
  ResponseEntity<?> undo(Actor actor, @PathVariable long id) {
    return switch (handovers.undo(actor, id)) {
      case Undone.Back(Handover handover, Map<String, Long> back, Map<String, List<Left>> left) ->
          ResponseEntity.ok(new UndoneView(view(handover), back, left(left)));
      case Undone.Already _ ->
          Problems.conflict(Messages.text("handover.undone.already"), Map.of());
      case Undone.TooLate(Instant until) ->
          Problems.conflict(
              Messages.text("handover.undone.late"), Map.of("undoUntil", at(until).toString()));
      case Undone.Busy _ -> busy();
    };
  }

  /**
   * What was asked for, as far as it can be read.
   *
   * @param wrong what cannot
   */
  private record Asked(UserId from, List<Wish> wishes, List<Violation> wrong) {}

  private Asked asked(Actor actor, HandoverBody body) {
    // whoever may not is told nothing of what is wrong
    handovers.require(actor);
    List<Violation> wrong = new ArrayList<>();
    String from = body.from();
    if (from == null || from.isBlank()) {
      wrong.add(invalid("from", "handover.wrong.from"));
      return new Asked(new UserId(""), List.of(), wrong);
    }
    Waiting waiting = handovers.find(actor, new UserId(from)).orElse(null);
    if (waiting == null) {
      wrong.add(invalid("from", "handover.wrong.no-user", from));
      return new Asked(new UserId(from), List.of(), wrong);
    }
    UserId person = waiting.person().id();
    if (body.to() != null && body.give() != null) {
      wrong.add(invalid("give", "handover.wrong.either"));
      return new Asked(person, List.of(), wrong);
    }
    if (body.to() != null) {
      UserId to = new UserId(body.to());
      handovers.wrongForAll(waiting, to).ifPresent(wrong::add);
      return new Asked(person, handovers.everything(waiting, to), wrong);
    }
    List<@Nullable GiveBody> give = Objects.requireNonNullElse(body.give(), List.of());
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < give.size(); i++) {
      wishes.add(wish("give[" + i + "]", give.get(i), wrong));
    }
    return new Asked(person, wishes, wrong);
  }

  private static Wish wish(String field, @Nullable GiveBody body, List<Violation> wrong) {
    if (body == null || body.kind() == null) {
      wrong.add(invalid(field + ".kind", "handover.wrong.kind", ""));
      return new Wish(field, "", null, Choice.ALL);
    }
    boolean nobody = Boolean.TRUE.equals(body.nobody());
    if (nobody == (body.to() != null)) {
      wrong.add(invalid(field + ".to", "handover.wrong.to"));
    }
    Set<Long> items = null;
    if (body.items() != null) {
      items = new HashSet<>();
      for (String id : body.items()) {
        if (id != null && id.matches("\\d{1,18}")) {
          items.add(Long.valueOf(id));
        } else {
          wrong.add(invalid(field + ".items", "handover.wrong.item", String.valueOf(id)));
        }
      }
    }
    Set<String> stages = null;
    if (body.stages() != null) {
      stages = new HashSet<>();
      for (String stage : body.stages()) {
        stages.add(String.valueOf(stage));
      }
    }
    return new Wish(
        field,
        body.kind(),
        body.to() == null ? null : new UserId(body.to()),
        new Choice(items, stages));
  }

  private HandoverView view(Handover handover) {
    Instant until = handovers.undoUntil(handover);
    return new HandoverView(
        Long.toString(handover.id()),
        handover.from().value(),
        handover.by().value(),
        at(handover.at()),
        handover.shares().stream()
            .map(
                share ->
                    new ShareView(
                        share.to() == null ? null : share.to().value(),
                        share.kind(),
                        share.count()))
            .toList(),
        handover.undoneBy() == null ? null : handover.undoneBy().value(),
        handover.undoneAt() == null ? null : at(handover.undoneAt()),
        until == null ? null : at(until));
  }

  private static Person person(Waiting waiting) {
    return new Person(
        waiting.person().id().value(), waiting.person().name(), waiting.person().active());
  }

  private static List<LeftView> left(Map<String, List<Left>> left) {
    return left.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(
                        one ->
                            new LeftView(
                                entry.getKey(),
                                Long.toString(one.id()),
                                one.why().in(Messages.language()))))
        .toList();
  }

  private static String name(String kind) {
    return Messages.get("handover.kind." + kind);
  }

  private static ResponseEntity<?> busy() {
    return Problems.conflict(Messages.text("handover.busy"), Map.of());
  }

  private static Violation invalid(String field, String key, Object... arguments) {
    return new Violation(Violation.INVALID, field, Messages.text(key, arguments));
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
