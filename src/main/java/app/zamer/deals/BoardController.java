package app.zamer.deals;

import app.zamer.editions.Editions;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The board over HTTP: the stages of a pipeline with their newest deals, and the rest of a stage
 * piece by piece.
 */
@RestController
@RequestMapping("/api/v1/board")
class BoardController {
  private final BoardQuery query;
  private final Editions editions;

  BoardController(BoardQuery query, Editions editions) {
    this.query = query;
    this.editions = editions;
  }

  record BoardView(String pipeline, String name, List<ColumnView> columns) {}

  /**
   * @param count how many deals are in the stage, counted up to 1000
   * @param more whether there are more than that
   */
  record ColumnView(
      String stage,
      String name,
      String status,
      int count,
      boolean more,
      List<DealQuery.Row> cards) {}

  /**
   * @param next the id of the deal after which the rest of the stage begins; null if this is all
   */
  record CardsView(List<DealQuery.Row> cards, @Nullable String next) {}

  /** The pipeline is the first one unless named. */
  @GetMapping
  ResponseEntity<?> board(
      Actor actor,
      @RequestParam(required = false) @Nullable String pipeline,
      @RequestParam(required = false) @Nullable String owner) {
    Regulation regulation = editions.inForce();
    Pipeline wanted =
        pipeline == null || pipeline.isBlank()
            ? regulation.pipelines().getFirst()
            : regulation.pipelines().stream()
                .filter(known -> known.id().equals(pipeline))
                .findFirst()
                .orElse(null);
    if (wanted == null) {
      String known = String.join(", ", regulation.pipelines().stream().map(Pipeline::id).toList());
      return Problems.invalid(
          Violation.invalid(
              "pipeline",
              "Такой воронки нет; есть: " + known + ".",
              "There is no such pipeline; there are: " + known + "."));
    }
    Locale locale = LocaleContextHolder.getLocale();
    return ResponseEntity.ok(
        new BoardView(
            wanted.id(),
            wanted.name().in(locale),
            query.columns(actor, wanted, BoardQuery.Filter.ofOwner(owner)).stream()
                .map(column -> view(column, locale))
                .toList()));
  }

  /**
   * @param after the last deal that is shown already; the newest ones without it
   */
  @GetMapping("/{pipeline}/{stage}")
  ResponseEntity<?> cards(
      Actor actor,
      @PathVariable String pipeline,
      @PathVariable String stage,
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(defaultValue = "" + BoardQuery.FIRST) int size) {
    var wanted = new StageId(pipeline, stage);
    if (editions.inForce().stage(wanted).isEmpty()) {
      throw new NotFound("stage " + wanted);
    }
    if (size < 1 || size > PageRequest.MAX_SIZE) {
      return Problems.invalid(
          Violation.invalid(
              "size",
              "Размер — от 1 до " + PageRequest.MAX_SIZE + ".",
              "The size is between 1 and " + PageRequest.MAX_SIZE + "."));
    }
    BoardQuery.Cards found =
        query.cards(
            actor,
            wanted,
            BoardQuery.Filter.ofOwner(owner),
            after == null ? null : new BoardQuery.After(after, null),
            size);
    BoardQuery.After next = found.next();
    return ResponseEntity.ok(
        new CardsView(rows(found.cards()), next == null ? null : Long.toString(next.id())));
  }

  private static ColumnView view(BoardQuery.Column column, Locale locale) {
    return new ColumnView(
        column.stage().id().stage(),
        column.stage().name().in(locale),
        column.stage().status().name().toLowerCase(Locale.ROOT),
        column.count(),
        column.more(),
        rows(column.cards()));
  }

  private static List<DealQuery.Row> rows(List<BoardQuery.Card> cards) {
    return cards.stream().map(BoardQuery.Card::row).toList();
  }
}
