package app.zamer.deals;

import app.zamer.deals.DealSections.Saved;
import app.zamer.deals.MovePanel.CommentInput;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The window in which something that the plan asks for is filled in. */
@Controller
class DealFillPages {
  private static final String COMMENTS = "comments";

  private final Deals deals;
  private final DealSections sections;
  private final DealComments comments;
  private final DealInputs inputs;
  private final DealMends mends;
  private final DealRights rights;

  DealFillPages(
      Deals deals,
      DealSections sections,
      DealComments comments,
      DealInputs inputs,
      DealMends mends,
      DealRights rights) {
    this.deals = deals;
    this.sections = sections;
    this.comments = comments;
    this.inputs = inputs;
    this.mends = mends;
    this.rights = rights;
  }

  /**
   * @param field names as the plan gives them, of fields of the deal or of what belongs to it
   */
  @GetMapping("/deals/{id}/fill")
  ModelAndView open(Actor actor, @PathVariable long id, @RequestParam List<String> field) {
    Deal deal = deals.get(actor, new DealId(id), "deal.story");
    return panel(actor, deal, field, DealForm.NOTHING, List.of(), null, HttpStatus.OK);
  }

  @PostMapping("/deals/{id}/fill")
  Object fill(
      Actor actor,
      @PathVariable long id,
      @RequestParam List<String> field,
      @RequestParam Map<String, String> typed) {
    var dealId = new DealId(id);
    var form = new DealForm(typed);
    if (field.contains(COMMENTS)) {
      Deal deal = deals.get(actor, dealId, "comment.pin");
      String text = form.comment();
      Optional<Violation> wrong = DealComments.wrong(DealForm.COMMENT, text);
      if (text == null || wrong.isPresent()) {
        return panel(
            actor,
            deal,
            field,
            form,
            wrong.stream().toList(),
            null,
            HttpStatus.UNPROCESSABLE_CONTENT);
      }
      comments.add(actor, dealId, text, true);
      return Htmx.done(Messages.get("card.pinned"), "deal-changed");
    }
    return switch (sections.save(actor, dealId, form)) {
      case Saved.Done done -> Htmx.done(Messages.get("card.saved"), "deal-changed");
      case Saved.Refused(Deal deal, List<Violation> violations) ->
          panel(actor, deal, field, form, violations, null, HttpStatus.UNPROCESSABLE_CONTENT);
      case Saved.Conflict(Deal deal, Set<String> fields) ->
          panel(
              actor,
              deal,
              field,
              form,
              List.of(),
              Messages.get("card.conflict"),
              HttpStatus.CONFLICT);
    };
  }

  private ModelAndView panel(
      Actor actor,
      Deal deal,
      List<String> names,
      DealForm form,
      List<Violation> violations,
      @Nullable String note,
      HttpStatus status) {
    boolean edits = rights.permits(actor, deal, "deal.edit");
    List<DealInput> asked =
        names.stream()
            .flatMap(name -> DealBody.changeable(name).stream())
            .filter(name -> edits)
            .map(field -> inputs.of(field, deal.facts(), form, violations))
            .toList();
    List<String> others =
        names.stream()
            .filter(name -> DealBody.changeable(name).isEmpty() && !name.equals(COMMENTS))
            .toList();
    if (!others.stream().allMatch(DealMends::knows)) {
      throw new NotFound("field " + others);
    }
    CommentInput comment =
        names.contains(COMMENTS)
            ? new CommentInput(
                inputs.label(COMMENTS),
                form.typed(DealForm.COMMENT),
                deal.facts().pinned(),
                rights.permits(actor, deal, "comment.pin"),
                inputs.problems(DealForm.COMMENT, violations))
            : null;
    var panel =
        new FillPanel(
            deal.id().value(),
            deal.title(),
            names.stream().map(inputs::label).collect(Collectors.joining(", ")),
            names,
            asked,
            comment,
            others.stream().flatMap(name -> mends.of(actor, deal, name).stream()).toList(),
            note);
    Map<String, Object> model = new HashMap<>();
    model.put("panel", panel);
    return new ModelAndView("deals/fill", model, status);
  }
}
