package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The window of a move: what is missing is filled in beside the clause that wants it, and saved
 * with the move or not at all.
 */
@Controller
class DealMovePages {
  private final Deals deals;
  private final MovePanels panels;
  private final DealQuery query;
  private final Editions editions;
  private final ObjectProvider<MoveHints> hints;
  private final CompanyClock clock;

  DealMovePages(
      Deals deals,
      MovePanels panels,
      DealQuery query,
      Editions editions,
      ObjectProvider<MoveHints> hints,
      CompanyClock clock) {
    this.deals = deals;
    this.panels = panels;
    this.query = query;
    this.editions = editions;
    this.hints = hints;
    this.clock = clock;
  }

  @GetMapping("/deals/{id}/move")
  ModelAndView open(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Deal deal = deals.get(actor, new DealId(id), "deal.move");
    StageId to = to(typed).id();
    return panel(actor, deal, to, hinted(deal, to, typed), null, HttpStatus.OK);
  }

  private DealForm hinted(Deal deal, StageId to, Map<String, String> typed) {
    Map<String, String> filled = new HashMap<>();
    hints.forEach(each -> filled.putAll(each.of(deal.id(), to)));
    filled.putAll(typed);
    return new DealForm(filled);
  }

  /**
   * A move that cannot be taken back is asked for once more, in its window, however it was begun.
   *
   * @param typed {@code to}, or {@code instead} for the stage that was suggested; {@code check} to
   *     look only at what is still missing; {@code sure}, the stage that the window has warned of
   */
  @PostMapping("/deals/{id}/move")
  Object move(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    var dealId = new DealId(id);
    Stage to = to(typed);
    var form = new DealForm(typed);
    Deal deal = deals.get(actor, dealId, "deal.move");
    if (typed.containsKey("check")) {
      return panel(actor, deal, to.id(), form, null, HttpStatus.OK);
    }
    if (!form.wrong().isEmpty()) {
      return panel(actor, deal, to.id(), form, null, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var move = new MoveDeal(to.id(), form.edit(), form.version(), form.comment());
    if (!to.id().toString().equals(typed.get("sure"))
        && editions.inForce().irrevocable(deal.facts(), to.id())
        && deals.decided(actor, deal, move, clock.instant()) instanceof Decision.Allowed) {
      return panel(actor, deal, to.id(), shown(deal, to, form, typed), null, HttpStatus.OK);
    }
    return switch (deals.move(actor, dealId, move)) {
      case ChangeOutcome.Done done ->
          Htmx.done(
              Messages.get(
                  to.status() == Rulebook.Status.OPEN ? "card.moved" : "card.closed",
                  to.name().in(Messages.language())),
              "deal-moved",
              "deal-changed");
      case ChangeOutcome.Refused refused ->
          panel(
              actor,
              deal,
              to.id(),
              shown(deal, to, form, typed),
              null,
              HttpStatus.UNPROCESSABLE_CONTENT);
      case ChangeOutcome.Stale stale -> {
        Deal now = deals.get(actor, dealId, "deal.move");
        String who = query.lastChange(dealId).orElse("");
        yield panel(
            actor,
            now,
            to.id(),
            form,
            Messages.get("card.move.stale", who),
            HttpStatus.PRECONDITION_FAILED);
      }
    };
  }

  /**
   * A move that was begun without its window finds in it what is known, as if it had been opened.
   */
  private DealForm shown(Deal deal, Stage to, DealForm form, Map<String, String> typed) {
    boolean bare = form.fields().isEmpty() && !form.has(DealForm.COMMENT);
    return bare ? hinted(deal, to.id(), typed) : form;
  }

  private ModelAndView panel(
      Actor actor, Deal deal, StageId to, DealForm form, @Nullable String note, HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("panel", panels.of(actor, deal, to, form, note, clock.instant()));
    model.put("fresh", status == HttpStatus.OK);
    return new ModelAndView("deals/move", model, status);
  }

  private Stage to(Map<String, String> typed) {
    String instead = typed.getOrDefault("instead", "");
    String to = instead.isBlank() ? Objects.requireNonNullElse(typed.get("to"), "") : instead;
    try {
      return editions.inForce().stage(StageId.parse(to)).orElseThrow(() -> unknown(to));
    } catch (IllegalArgumentException e) {
      throw unknown(to);
    }
  }

  private static NotFound unknown(String to) {
    return new NotFound("stage " + to);
  }
}
