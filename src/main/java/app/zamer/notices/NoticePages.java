package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The bell in the head of every page, and the page behind it. */
@Controller
class NoticePages {
  private static final int LINES = 30;

  private final Notices notices;
  private final NoticeQuery query;
  private final NoticeWords words;
  private final CompanyClock clock;
  private final Rights rights;

  NoticePages(
      Notices notices, NoticeQuery query, NoticeWords words, CompanyClock clock, Rights rights) {
    this.notices = notices;
    this.query = query;
    this.words = words;
    this.clock = clock;
    this.rights = rights;
  }

  @GetMapping("/notices/bell")
  ModelAndView bell(Actor actor) {
    return new ModelAndView("notices/bell", "unread", query.unread(actor));
  }

  @GetMapping("/notices")
  ModelAndView page(
      Actor actor,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "false") boolean unread) {
    Map<String, Object> model = lines(actor, kind, unread, 0);
    model.put("kinds", Kind.of(actor, rights));
    model.put("count", query.unread(actor));
    return new ModelAndView("notices/page", model);
  }

  @GetMapping("/notices/more")
  ModelAndView more(
      Actor actor,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "false") boolean unread,
      @RequestParam long before) {
    return new ModelAndView("notices/lines", lines(actor, kind, unread, before));
  }

  /**
   * What has come since the list was shown: only how much, so that nothing moves under a reader.
   */
  @GetMapping("/notices/news")
  ModelAndView news(
      Actor actor,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "false") boolean unread,
      @RequestParam long after) {
    List<Notice> latest = query.list(actor, kindOf(kind), unread, 0, LINES);
    Map<String, Object> model = new HashMap<>();
    model.put("fresh", (int) latest.stream().filter(notice -> notice.id() > after).count());
    model.put("kind", kind);
    model.put("unread", unread);
    return new ModelAndView("notices/news", model);
  }

  /** Opens a notice: it is read, and the person goes where it is dealt with. */
  @GetMapping("/notices/{id}")
  String open(Actor actor, @PathVariable long id) {
    Notice notice = query.find(actor, id).orElseThrow(() -> new NotFound("notice " + id));
    notices.read(actor, id);
    return "redirect:" + words.link(notice, actor);
  }

  @PostMapping("/notices/{id}/read")
  ModelAndView read(Actor actor, @PathVariable long id) {
    notices.read(actor, id);
    Notice notice = query.find(actor, id).orElseThrow(() -> new NotFound("notice " + id));
    Map<String, Object> model = new HashMap<>();
    model.put("notice", notice);
    model.put("words", words);
    model.put("moments", new Moments(clock.getZone()));
    return new ModelAndView("notices/line", model);
  }

  @PostMapping("/notices/read")
  ResponseEntity<Void> readAll(Actor actor) {
    notices.readAll(actor);
    return ResponseEntity.status(HttpStatus.NO_CONTENT)
        .header("HX-Trigger", Htmx.note(Messages.get("notices.all-read")))
        .header("HX-Refresh", "true")
        .build();
  }

  private Map<String, Object> lines(Actor actor, String kind, boolean unread, long before) {
    Kind wanted = kindOf(kind);
    List<Notice> found = query.list(actor, wanted, unread, before, LINES + 1);
    Map<String, Object> model = new HashMap<>();
    model.put("lines", found.size() > LINES ? found.subList(0, LINES) : found);
    model.put("more", found.size() > LINES);
    model.put("kind", wanted == null ? "" : wanted.id());
    model.put("unread", unread);
    model.put("words", words);
    model.put("moments", new Moments(clock.getZone()));
    return model;
  }

  /** An unknown one is none, so that an old address still shows something. */
  private static @Nullable Kind kindOf(String id) {
    return Kind.find(id).orElse(null);
  }
}
