package app.zamer.intake;

import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.ETags;
import app.zamer.web.Problems;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The forms for the company's sites over HTTP, for administrators. */
@RestController
@RequestMapping("/api/v1/intake-forms")
class IntakeFormApi {
  private final IntakeForms forms;

  IntakeFormApi(IntakeForms forms) {
    this.forms = forms;
  }

  record IntakeFormView(
      String id,
      String key,
      String name,
      String title,
      String source,
      @Nullable String owner,
      List<String> origins,
      List<String> wishes,
      String success,
      String policy,
      String consent,
      int consentVersion,
      boolean active,
      long version) {}

  record IntakeFormBody(
      @Nullable String name,
      @Nullable String title,
      @Nullable String source,
      @Nullable String owner,
      @Nullable List<String> origins,
      @Nullable List<String> wishes,
      @Nullable String success,
      @Nullable String policy,
      @Nullable String consent,
      @Nullable Boolean active) {}

  @GetMapping
  List<IntakeFormView> list(Actor actor) {
    return forms.list(actor).stream().map(line -> view(line.form())).toList();
  }

  @PostMapping
  ResponseEntity<?> create(Actor actor, @RequestBody IntakeFormBody body) {
    IntakeForms.requireAdministrator(actor);
    return switch (forms.create(actor, draft(body))) {
      case IntakeForms.Outcome.Saved(IntakeForm form) ->
          ResponseEntity.created(URI.create("/api/v1/intake-forms/" + form.id()))
              .eTag(ETags.of(form.version()))
              .body(view(form));
      case IntakeForms.Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case IntakeForms.Outcome.Stale(IntakeForm now) -> Problems.stale(now.version());
    };
  }

  @GetMapping("/{id}")
  ResponseEntity<IntakeFormView> get(Actor actor, @PathVariable long id) {
    return ok(forms.get(actor, id));
  }

  /** The whole form anew; what is left out is empty. */
  @PutMapping("/{id}")
  ResponseEntity<?> change(
      Actor actor,
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody IntakeFormBody body) {
    IntakeForm before = forms.get(actor, id);
    if (ETags.isMissing(ifMatch)) {
      return Problems.versionMissing();
    }
    long version = Objects.requireNonNullElse(ETags.version(ifMatch), before.version());
    return switch (forms.change(actor, id, version, draft(body))) {
      case IntakeForms.Outcome.Saved(IntakeForm form) -> ok(form);
      case IntakeForms.Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case IntakeForms.Outcome.Stale(IntakeForm now) -> Problems.stale(now.version());
    };
  }

  /** Lets a form that has brought as much as it may bring as many requests again for an hour. */
  @PostMapping("/{id}/raise")
  ResponseEntity<Void> raise(Actor actor, @PathVariable long id) {
    forms.raise(actor, id);
    return ResponseEntity.noContent().build();
  }

  private static FormDraft draft(IntakeFormBody body) {
    String owner = text(body.owner());
    return new FormDraft(
        text(body.name()),
        text(body.title()),
        text(body.source()),
        owner.isBlank() ? null : new UserId(owner),
        Objects.requireNonNullElse(body.origins(), List.of()),
        Objects.requireNonNullElse(body.wishes(), List.of()),
        text(body.success()),
        text(body.policy()),
        text(body.consent()),
        !Boolean.FALSE.equals(body.active()));
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static ResponseEntity<IntakeFormView> ok(IntakeForm form) {
    return ResponseEntity.ok().eTag(ETags.of(form.version())).body(view(form));
  }

  private static IntakeFormView view(IntakeForm form) {
    return new IntakeFormView(
        String.valueOf(form.id()),
        form.key(),
        form.name(),
        form.title(),
        form.source(),
        form.owner() == null ? null : form.owner().value(),
        form.origins(),
        form.wishes(),
        form.success(),
        form.policy(),
        form.consent(),
        form.consentVersion(),
        form.active(),
        form.version());
  }
}
