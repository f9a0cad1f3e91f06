package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.deals.BoardQuery.After;
import app.zamer.deals.BoardQuery.Card;
import app.zamer.deals.BoardQuery.Total;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.web.NotFound;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The board as a page, and the parts of it that are loaded in place. */
@Controller
class BoardPages {
  /** How many deals a page asks about at once. */
  private static final int MOST_CHANGED = 200;

  private static final Pattern IDS = Pattern.compile("(\\d{1,18}(,\\d{1,18})*)?");

  private final BoardQuery query;
  private final BoardFilter filters;
  private final BoardMoves moves;
  private final DealRights rights;
  private final Editions editions;
  private final CompanyClock clock;

  BoardPages(
      BoardQuery query,
      BoardFilter filters,
      BoardMoves moves,
      DealRights rights,
      Editions editions,
      CompanyClock clock) {
    this.query = query;
    this.filters = filters;
    this.moves = moves;
    this.rights = rights;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/board")
  ModelAndView first(Actor actor, @RequestParam Map<String, String> parameters) {
    return board(actor, editions.inForce().pipelines().getFirst(), parameters);
  }

  @GetMapping("/board/{pipeline}")
  ModelAndView board(
      Actor actor,
      @PathVariable("pipeline") String id,
      @RequestParam Map<String, String> parameters) {
    return board(actor, pipeline(id), parameters);
  }

  private ModelAndView board(Actor actor, Pipeline pipeline, Map<String, String> parameters) {
    Regulation regulation = editions.inForce();
    BoardAddress address = filters.read(actor, path(pipeline), parameters);
    Map<String, List<Card>> cards = query.cards(actor, pipeline, address.filter());
    List<Total> totals = query.totals(actor, pipeline, address.filter());
    var view =
        new BoardView(
            regulation.pipelines(),
            pipeline,
            totals.stream()
                .map(
                    total ->
                        column(
                            actor,
                            address,
                            total,
                            cards.getOrDefault(total.stage().id().stage(), List.of())))
                .toList(),
            BoardView.Counters.of(totals),
            address,
            filters.owners(address),
            filters.engineers(),
            !rights.reach(actor, "deal.create").isNothing(),
            clock.instant());
    var page = new ModelAndView("deals/board", Map.of("view", view));
    if (!address.wrong().isEmpty()) {
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return page;
  }

  private BoardView.Column column(
      Actor actor, BoardAddress address, Total total, List<Card> cards) {
    boolean more = cards.size() == BoardQuery.FIRST && total.count() > cards.size();
    return new BoardView.Column(
        BoardView.Total.of(total),
        shown(actor, address, cards),
        more ? more(address, total.stage().id(), After.of(cards.getLast())) : null);
  }

  private List<BoardCard> shown(Actor actor, BoardAddress address, List<Card> cards) {
    Reach moves = rights.reach(actor, "deal.move");
    return cards.stream()
        .map(
            card ->
                BoardCard.of(
                    card,
                    address,
                    moves.isAll()
                        || moves.isOwn() && card.row().owner().equals(actor.id().value())))
        .toList();
  }

  /** More cards of a column. */
  @GetMapping("/board/{pipeline}/cards")
  ModelAndView cards(
      Actor actor,
      @PathVariable("pipeline") String id,
      @RequestParam("stage") String name,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "" + BoardQuery.FIRST) int size,
      @RequestParam Map<String, String> parameters) {
    Pipeline pipeline = pipeline(id);
    var stage = new StageId(pipeline.id(), name);
    if (editions.inForce().stage(stage).isEmpty()) {
      throw new NotFound("stage " + stage);
    }
    BoardAddress address = filters.read(actor, path(pipeline), parameters);
    BoardQuery.Cards found =
        query.cards(
            actor, stage, address.filter(), after(after), Math.clamp(size, 1, MOST_CHANGED));
    After next = found.next();
    var model = new LinkedHashMap<String, Object>();
    model.put("cards", shown(actor, address, found.cards()));
    if (next != null) {
      model.put("more", more(address, stage, next));
    }
    return new ModelAndView("deals/boardcards", model);
  }

  /**
   * What has become of some deals: those of them that are on the board as they are now, and all
   * counts and sums.
   *
   * @param ids numbers of deals with commas between them
   */
  @GetMapping("/board/{pipeline}/changed")
  ModelAndView changed(
      Actor actor,
      @PathVariable("pipeline") String id,
      @RequestParam(defaultValue = "") String ids,
      @RequestParam Map<String, String> parameters) {
    Pipeline pipeline = pipeline(id);
    BoardAddress address = filters.read(actor, path(pipeline), parameters);
    List<Long> wanted =
        ids.isEmpty() || !IDS.matcher(ids).matches()
            ? List.of()
            : Arrays.stream(ids.split(",")).limit(MOST_CHANGED).map(Long::valueOf).toList();
    List<Total> totals = query.totals(actor, pipeline, address.filter());
    return new ModelAndView(
        "deals/boardchanged",
        Map.of(
            "cards",
            wanted.isEmpty()
                ? List.of()
                : shown(actor, address, query.cards(actor, pipeline, address.filter(), wanted)),
            "totals",
            totals.stream().map(BoardView.Total::of).toList(),
            "counters",
            BoardView.Counters.of(totals),
            "address",
            address));
  }

  /** Where a deal may go and what stands in the way, for a card that is held. */
  @GetMapping("/board/deals/{id}/moves")
  ResponseEntity<HeldDeal> moves(Actor actor, @PathVariable long id) {
    return ResponseEntity.ok(moves.of(actor, new DealId(id)));
  }

  /** The same for people to choose from, without dragging. */
  @GetMapping("/board/deals/{id}/menu")
  ModelAndView menu(Actor actor, @PathVariable long id) {
    return new ModelAndView("deals/boardmenu", Map.of("held", moves.of(actor, new DealId(id))));
  }

  private Pipeline pipeline(String id) {
    return editions.inForce().pipelines().stream()
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NotFound("pipeline " + id));
  }

  private static String path(Pipeline pipeline) {
    return "/board/" + pipeline.id();
  }

  private static String more(BoardAddress address, StageId stage, After after) {
    return address.at(address.path() + "/cards", "stage", stage.stage())
        + "&after="
        + written(after);
  }

  private static String written(After after) {
    Instant dueAt = after.dueAt();
    return dueAt == null
        ? Long.toString(after.id())
        : after.id() + "." + ChronoUnit.MICROS.between(Instant.EPOCH, dueAt);
  }

  private static @Nullable After after(String written) {
    if (written.isEmpty()) {
      return null;
    }
    String[] parts = written.split("\\.", 2);
    try {
      return new After(
          Long.parseLong(parts[0]),
          parts.length == 1
              ? null
              : Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS));
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      throw new NotFound("card " + written);
    }
  }
}
