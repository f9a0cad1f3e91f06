package app.zamer.deals;

import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Finds a deal by whatever people remember of it. */
@Controller
class SearchPages {
  private final DealSearch search;
  private final StageNames stages;
  private final DealRights rights;

  SearchPages(DealSearch search, StageNames stages, DealRights rights) {
    this.search = search;
    this.stages = stages;
    this.rights = rights;
  }

  @GetMapping("/search")
  ModelAndView search(
      Actor actor,
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam Map<String, String> typed) {
    rights.require(actor, "deal.read");
    var form = new Form(typed);
    String q = form.text("q", BoardFilter.LONGEST_QUERY);
    DealSearch.Result found =
        q == null || q.isEmpty()
            ? new DealSearch.Result(List.of(), null)
            : search.find(actor, q, after);
    Long next = found.next();
    var model = new LinkedHashMap<String, @Nullable Object>();
    model.put("q", form.text("q"));
    model.put("deals", found.deals());
    model.put("stages", stages);
    model.put("next", next == null ? "" : next.toString());
    if (after != null && Htmx.asked(request)) {
      return new ModelAndView("deals/searchrows", model);
    }
    model.put("error", form.wrong().isEmpty() ? "" : Form.errors(form.wrong()).get("q"));
    return new ModelAndView("deals/search", model);
  }
}
