package app.zamer.chat;

import app.zamer.chat.ChatPanel.Head;
import app.zamer.chat.ChatPanel.Line;
import app.zamer.chat.ChatPanel.Lines;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.UserId;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The chat of a deal: a part of its card, and a page of its own for a phone. */
@Controller
@RequestMapping("/deals/{id}/chat")
class ChatPages {
  private static final int PAGE = 50;
  private static final String POSTED = "chat-posted";

  private final Chat chat;
  private final ChatQuery query;
  private final Presence presence;
  private final DealAccess access;
  private final CompanyClock clock;

  ChatPages(Chat chat, ChatQuery query, Presence presence, DealAccess access, CompanyClock clock) {
    this.chat = chat;
    this.query = query;
    this.presence = presence;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView chat(Actor actor, @PathVariable long id, HttpServletRequest request) {
    var deal = new DealId(id);
    presence.here(actor, deal);
    Head head = query.head(deal);
    var panel =
        new ChatPanel(
            head,
            actor.id().value(),
            access.permitted(actor, deal, "chat.write", "chat.invite"),
            presence.of(head),
            newest(deal, null));
    return view(Htmx.asked(request) ? "chat/panel" : "chat/page", Map.of("panel", panel));
  }

  /** What was said after or before a message that is shown already. */
  @GetMapping("/messages")
  ModelAndView messages(
      Actor actor,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Long before) {
    var deal = new DealId(id);
    access.require(actor, deal, "chat.read");
    Map<String, Object> model = new HashMap<>();
    model.put("deal", id);
    model.put("me", actor.id().value());
    if (after == null) {
      model.put("lines", newest(deal, before));
      return view("chat/earlier", model);
    }
    List<Line> lines = query.after(deal, after, PAGE);
    model.put("lines", new Lines(lines, lines.isEmpty() ? after : lines.getLast().id(), null));
    return view("chat/later", model);
  }

  /** An open chat says so again and again, and hears who else is there. */
  @PostMapping("/here")
  ModelAndView here(Actor actor, @PathVariable long id) {
    var deal = new DealId(id);
    presence.here(actor, deal);
    return people(deal);
  }

  @GetMapping("/people")
  ModelAndView people(Actor actor, @PathVariable long id) {
    var deal = new DealId(id);
    access.require(actor, deal, "chat.read");
    return people(deal);
  }

  @PostMapping("/left")
  ResponseEntity<Void> left(Actor actor, @PathVariable long id) {
    presence.left(actor, new DealId(id));
    return ResponseEntity.noContent().build();
  }

  @PostMapping
  ModelAndView post(
      Actor actor,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String text,
      HttpServletResponse response) {
    return switch (chat.post(actor, new DealId(id), text.strip())) {
      case Chat.Posting.Posted _ -> {
        response.setHeader("HX-Trigger", Htmx.note("", POSTED));
        yield view("chat/write", Map.of("deal", id));
      }
      case Chat.Posting.Refused(Violation violation) -> {
        ModelAndView form =
            view(
                "chat/write",
                Map.of(
                    "deal",
                    id,
                    "text",
                    text,
                    "error",
                    violation.message().in(Messages.language())));
        form.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        yield form;
      }
    };
  }

  /** Who can be asked in. */
  @GetMapping("/invite")
  ModelAndView strangers(Actor actor, @PathVariable long id) {
    var deal = new DealId(id);
    access.require(actor, deal, "chat.invite");
    return view("chat/invite", Map.of("deal", id, "people", query.strangers(deal)));
  }

  @PostMapping("/invite")
  Object invite(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String user) {
    return switch (chat.invite(actor, new DealId(id), new UserId(user))) {
      case Chat.Invitation.In _ ->
          ResponseEntity.status(HttpStatus.NO_CONTENT)
              .headers(headers -> Htmx.note(headers, Messages.get("chat.invited"), "deal-chat"))
              .build();
      case Chat.Invitation.Refused(Violation violation) -> {
        ModelAndView note =
            view(
                "web/note",
                Map.of(
                    "title",
                    Messages.get("chat.not-invited"),
                    "detail",
                    violation.message().in(Messages.language())));
        note.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        yield note;
      }
    };
  }

  private ModelAndView people(DealId deal) {
    return view("chat/people", Map.of("present", presence.of(query.head(deal))));
  }

  private Lines newest(DealId deal, @Nullable Long before) {
    List<Line> found = query.before(deal, before, PAGE + 1);
    boolean more = found.size() > PAGE;
    List<Line> lines = (more ? found.subList(0, PAGE) : found).reversed();
    return new Lines(
        lines, lines.isEmpty() ? 0 : lines.getLast().id(), more ? lines.getFirst().id() : null);
  }

  private ModelAndView view(String name, Map<String, ?> model) {
    Map<String, Object> all = new HashMap<>(model);
    if (name.matches("chat/(panel|page|earlier|later)")) {
      all.put("moments", new Moments(clock.getZone()));
    }
    return new ModelAndView(name, all);
  }
}
