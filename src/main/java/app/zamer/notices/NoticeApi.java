package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.notices.Choices.Choice;
import app.zamer.notices.SettingRepository.Contact;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A person's own notices, over HTTP. */
@RestController
@RequestMapping("/api/v1/notices")
class NoticeApi {
  private final Notices notices;
  private final NoticeQuery query;
  private final NoticeWords words;
  private final Choices choices;
  private final CompanyClock clock;
  private final Rights rights;

  NoticeApi(
      Notices notices,
      NoticeQuery query,
      NoticeWords words,
      Choices choices,
      CompanyClock clock,
      Rights rights) {
    this.notices = notices;
    this.query = query;
    this.words = words;
    this.choices = choices;
    this.clock = clock;
    this.rights = rights;
  }

  /**
   * A notice.
   *
   * @param remark what the technologist wants mended; null if the notice is of something else
   * @param link the page where it is dealt with
   */
  record NoticeView(
      String id,
      String kind,
      String text,
      @Nullable String remark,
      @Nullable String deal,
      @Nullable String lead,
      String link,
      OffsetDateTime at,
      boolean read) {}

  /**
   * What is chosen.
   *
   * @param email null in an answer if there is none, in a request if it stays
   * @param channels by kinds: {@code program}, {@code mail}, {@code push}
   */
  record ChoicesView(
      @Nullable String language,
      @Nullable String email,
      @Nullable Boolean emailConfirmed,
      @Nullable Map<String, List<String>> channels) {}

  @GetMapping
  @Operation(summary = "One's own notices, the latest first")
  ResponseEntity<?> list(
      Actor actor,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(defaultValue = "false") boolean unread,
      PageRequest page) {
    Kind wanted = kind == null ? null : Kind.find(kind).orElse(null);
    if (kind != null && wanted == null) {
      return Problems.invalid(unknown("kind", kind));
    }
    List<NoticeView> items =
        query.page(actor, wanted, unread, page.size(), page.offset()).stream()
            .map(notice -> view(notice, actor))
            .toList();
    return ResponseEntity.ok(Page.of(items, page, query.count(actor, wanted, unread)));
  }

  @PostMapping("/{id}/read")
  @Operation(summary = "Mark a notice as read")
  ResponseEntity<NoticeView> read(Actor actor, @PathVariable long id) {
    notices.read(actor, id);
    return ResponseEntity.ok(
        view(query.find(actor, id).orElseThrow(() -> new NotFound("notice " + id)), actor));
  }

  @PostMapping("/read")
  @Operation(summary = "Mark all notices as read")
  ResponseEntity<Void> readAll(Actor actor) {
    notices.readAll(actor);
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/choices")
  @Operation(summary = "Of what one is told, and where")
  ChoicesView choices(Actor actor) {
    Setting setting = choices.of(actor);
    Contact contact = choices.contact(actor);
    Map<String, List<String>> channels = new LinkedHashMap<>();
    for (Kind kind : Kind.of(actor, rights)) {
      channels.put(
          kind.id(), setting.channels(kind, rights).stream().sorted().map(Channel::id).toList());
    }
    return new ChoicesView(
        contact.language().getLanguage(),
        contact.email().isEmpty() ? null : contact.email(),
        contact.confirmed(),
        channels);
  }

  @PutMapping("/choices")
  @Operation(summary = "Choose anew; kinds that are not named are told nowhere")
  ResponseEntity<?> choose(Actor actor, @RequestBody ChoicesView wanted) {
    List<Violation> wrong = new ArrayList<>();
    Locale language = choices.contact(actor).language();
    if (wanted.language() != null) {
      if (!Set.of("ru", "en").contains(wanted.language())) {
        wrong.add(unknown("language", wanted.language()));
      }
      language = Locale.of(wanted.language());
    }
    Set<String> keys = new HashSet<>();
    Map<String, List<String>> channels = wanted.channels() == null ? Map.of() : wanted.channels();
    channels.forEach(
        (kind, where) -> {
          Kind known = Kind.find(kind).filter(Kind.of(actor, rights)::contains).orElse(null);
          if (known == null) {
            wrong.add(unknown("channels." + kind, kind));
            return;
          }
          for (String name : where) {
            Channel.find(name)
                .ifPresentOrElse(
                    channel -> keys.add(Setting.key(known, channel)),
                    () -> wrong.add(unknown("channels." + kind, name)));
          }
        });
    if (wrong.isEmpty()) {
      wrong.addAll(choices.save(actor, new Choice(language, wanted.email(), keys)));
    }
    return wrong.isEmpty() ? ResponseEntity.ok(choices(actor)) : Problems.refused(wrong);
  }

  private NoticeView view(Notice notice, Actor actor) {
    boolean sees = !notice.subject().isEmpty();
    return new NoticeView(
        Long.toString(notice.id()),
        notice.kind().id(),
        words.title(notice).in(Messages.language()),
        words.remark(notice).isEmpty() ? null : words.remark(notice),
        sees && notice.deal() != null ? notice.deal().toString() : null,
        sees && notice.lead() != null ? notice.lead().toString() : null,
        words.link(notice, actor),
        notice.at().atZone(clock.getZone()).toOffsetDateTime(),
        notice.read());
  }

  private static Violation unknown(String field, String value) {
    return Violation.invalid(
        field, "Такого значения нет: " + value + ".", "There is no such value: " + value + ".");
  }
}
