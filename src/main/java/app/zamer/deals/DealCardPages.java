package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.deals.DealSections.Saved;
import app.zamer.deals.TimelineEntry.Kind;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.Shown;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The card of a deal and its parts. */
@Controller
@RequestMapping("/deals/{id}")
class DealCardPages {
  private final Deals deals;
  private final DealCards cards;
  private final DealSections sections;
  private final DealComments comments;
  private final DealQuery query;
  private final TimelineQuery timeline;
  private final ObjectProvider<DealPart> parts;
  private final CompanyClock clock;

  DealCardPages(
      Deals deals,
      DealCards cards,
      DealSections sections,
      DealComments comments,
      DealQuery query,
      TimelineQuery timeline,
      ObjectProvider<DealPart> parts,
      CompanyClock clock) {
    this.deals = deals;
    this.cards = cards;
    this.sections = sections;
    this.comments = comments;
    this.query = query;
    this.timeline = timeline;
    this.parts = parts;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView card(Actor actor, @PathVariable long id) {
    Deal deal = deals.get(actor, new DealId(id), "deal.read");
    DealCard card = cards.card(actor, deal);
    Map<String, Object> model = model();
    model.put("card", card);
    model.put("parts", parts.stream().filter(part -> card.may(part.right())).toList());
    if (card.whole()) {
      model.put("pinned", timeline.pinned(deal.id()));
      timeline(model, actor, deal.id(), List.of(Kind.values()), null, TimelineQuery.PAGE);
    }
    return new ModelAndView("deals/card", model);
  }

  @GetMapping("/head")
  ModelAndView head(Actor actor, @PathVariable long id) {
    Deal deal = deals.get(actor, new DealId(id), "deal.read");
    Map<String, Object> model = model();
    model.put("head", cards.head(actor, deal));
    return new ModelAndView("deals/head", model);
  }

  @GetMapping("/sections/{name}")
  ModelAndView section(Actor actor, @PathVariable long id, @PathVariable String name) {
    Deal deal = deals.get(actor, new DealId(id), "deal.read");
    return section(actor, deal, name);
  }

  @GetMapping("/sections/{name}/edit")
  ModelAndView edit(Actor actor, @PathVariable long id, @PathVariable String name) {
    Deal deal = deals.get(actor, new DealId(id), "deal.edit");
    return form(actor, deal, name, DealForm.NOTHING, List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/sections/{name}")
  ModelAndView save(
      Actor actor,
      @PathVariable long id,
      @PathVariable String name,
      @RequestParam Map<String, String> typed,
      HttpServletResponse response) {
    if (!DealCards.SECTIONS.contains(name)) {
      throw new NotFound("section " + name);
    }
    var form = new DealForm(typed);
    return switch (sections.save(actor, new DealId(id), form)) {
      case Saved.Done(Deal deal) -> {
        response.setHeader("HX-Trigger", Htmx.note(Messages.get("card.saved"), "deal-changed"));
        yield section(actor, deal, name);
      }
      case Saved.Refused(Deal deal, List<Violation> violations) ->
          form(actor, deal, name, form, violations, null, HttpStatus.UNPROCESSABLE_CONTENT);
      case Saved.Conflict(Deal deal, Set<String> fields) ->
          form(
              actor,
              deal,
              name,
              form,
              List.of(),
              Messages.get("card.conflict-by", query.lastChange(deal.id()).orElse("")),
              HttpStatus.CONFLICT);
    };
  }

  /** Who has changed the deal while somebody is typing; empty if nobody has. */
  @GetMapping("/news")
  ModelAndView news(Actor actor, @PathVariable long id, @RequestParam long version) {
    Deal deal = deals.get(actor, new DealId(id), "deal.read");
    Map<String, Object> model = new HashMap<>();
    model.put("who", deal.version() == version ? "" : query.lastChange(deal.id()).orElse(""));
    return new ModelAndView("deals/news", model);
  }

  /** Where a date that was typed leads, before it is saved. */
  @GetMapping("/route")
  ModelAndView route(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
    Deal deal = deals.get(actor, new DealId(id), "deal.story");
    var form = new DealForm(typed);
    Optional<DealField> field =
        form.fields().stream()
            .flatMap(name -> DealBody.changeable(name).stream())
            .filter(asked -> asked.type().equals(LocalDate.class))
            .findFirst();
    Map<String, Object> model = new HashMap<>();
    if (field.isPresent() && form.wrong().isEmpty()) {
      var move = new MoveDeal(deal.facts().stage(), form.edit(), null);
      DealFacts edited = deals.wanted(deal, move, clock.instant());
      if (field.get().of(edited) instanceof LocalDate day) {
        model.put("route", cards.route(edited, field.get().id(), Shown.day(day)));
      }
    }
    return new ModelAndView("deals/route", model);
  }

  // ---- the timeline

  @GetMapping("/timeline")
  ModelAndView timeline(
      Actor actor,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable List<String> kind,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "" + TimelineQuery.PAGE) int size) {
    var dealId = new DealId(id);
    deals.get(actor, dealId, "deal.story");
    Map<String, Object> model = model();
    timeline(model, actor, dealId, kinds(kind), before, Math.clamp(size, 1, TimelineQuery.MOST));
    model.put("deal", id);
    return new ModelAndView("deals/timeline", model);
  }

  @GetMapping("/pinned")
  ModelAndView pinned(Actor actor, @PathVariable long id) {
    Deal deal = deals.get(actor, new DealId(id), "deal.story");
    Map<String, Object> model = model();
    model.put("card", cards.card(actor, deal));
    model.put("pinned", timeline.pinned(deal.id()));
    return new ModelAndView("deals/pinned", model);
  }

  @PostMapping("/comments")
  ModelAndView comment(
      Actor actor,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "false") boolean pinned,
      HttpServletResponse response) {
    var dealId = new DealId(id);
    Deal deal = deals.get(actor, dealId, pinned ? "comment.pin" : "comment.add");
    Optional<Violation> wrong = DealComments.wrong("text", text);
    Map<String, Object> model = new HashMap<>();
    if (wrong.isPresent()) {
      model.put("text", text);
      model.put("error", wrong.get().message().in(Messages.language()));
    } else {
      comments.add(actor, dealId, text.strip(), pinned);
      response.setHeader("HX-Trigger", Htmx.note("", "deal-changed"));
    }
    model.put("card", cards.card(actor, deal));
    return new ModelAndView(
        "deals/comment",
        model,
        wrong.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
  }

  @PostMapping("/comments/{comment}/pin")
  ResponseEntity<Void> pin(
      Actor actor,
      @PathVariable long id,
      @PathVariable long comment,
      @RequestParam boolean pinned) {
    if (comments.pin(actor, new DealId(id), comment, pinned).isEmpty()) {
      throw new NotFound("comment " + comment);
    }
    return Htmx.done(Messages.get(pinned ? "card.pinned" : "card.unpinned"), "deal-changed");
  }

  private void timeline(
      Map<String, Object> model,
      Actor actor,
      DealId deal,
      List<Kind> wanted,
      @Nullable String before,
      int size) {
    List<Kind> kinds = timeline.readable(actor, wanted);
    TimelineQuery.Page page = timeline.before(actor, deal, kinds, before, size);
    model.put("entries", page.entries());
    model.put("kinds", kinds.stream().map(Kind::id).toList());
    model.put("earlier", page.earlier());
    model.put("first", before == null);
  }

  private static List<Kind> kinds(@Nullable List<String> wanted) {
    return wanted == null
        ? List.of(Kind.values())
        : Arrays.stream(Kind.values()).filter(kind -> wanted.contains(kind.id())).toList();
  }

  private ModelAndView section(Actor actor, Deal deal, String name) {
    Map<String, Object> model = new HashMap<>();
    model.put("section", cards.section(actor, deal, name));
    return new ModelAndView("deals/section", model);
  }

  private ModelAndView form(
      Actor actor,
      Deal deal,
      String name,
      DealForm form,
      List<Violation> violations,
      @Nullable String note,
      HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("form", cards.form(actor, deal, name, form, violations, note));
    return new ModelAndView("deals/section-edit", model, status);
  }

  private Map<String, Object> model() {
    Map<String, Object> model = new HashMap<>();
    model.put("moments", new Moments(clock.getZone()));
    return model;
  }
}
