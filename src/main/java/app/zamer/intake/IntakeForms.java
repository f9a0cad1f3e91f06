package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.users.Role;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The forms for the company's sites; administrators keep them, and what they do stands in the
 * journal.
 */
@Service
class IntakeForms {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int KEY_LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final IntakeFormRepository forms;
  private final CompanyProfile profile;
  private final Floods floods;
  private final Users users;
  private final Audit audit;
  private final CompanyClock clock;

  IntakeForms(
      IntakeFormRepository forms,
      CompanyProfile profile,
      Floods floods,
      Users users,
      Audit audit,
      CompanyClock clock) {
    this.forms = forms;
    this.profile = profile;
    this.floods = floods;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of a form that an administrator wants to keep. */
  sealed interface Outcome {
    record Saved(IntakeForm form) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}

    /** Somebody was quicker: this is what he left. */
    record Stale(IntakeForm now) implements Outcome {}
  }

  List<IntakeFormLine> list(Actor actor) {
    requireAdministrator(actor);
    return forms.lines(clock.instant());
  }

  IntakeForm get(Actor actor, long id) {
    requireAdministrator(actor);
    return forms.find(id).orElseThrow(() -> new NotFound("form " + id));
  }

  /**
   * The form's flood of this hour, for administrators and for whom its leads are.
   *
   * @throws NotFound if there is no such form
   */
  Optional<Floods.Flood> flood(Actor actor, long id) {
    requireConcerned(actor, id);
    return floods.of(id);
  }

  /** Lets a flooded form bring as many requests again for an hour. */
  @Transactional
  void raise(Actor actor, long id) {
    requireConcerned(actor, id);
    if (floods.raise(id)) {
      audit.record(actor, "intake.form-raised", String.valueOf(id), Map.of());
    }
  }

  private void requireConcerned(Actor actor, long id) {
    Optional<IntakeForm> form = forms.find(id);
    if (form.filter(known -> actor.id().equals(known.owner())).isEmpty()) {
      requireAdministrator(actor);
    }
    if (form.isEmpty()) {
      throw new NotFound("form " + id);
    }
  }

  /** For whoever comes by the form's address; switched off or not. */
  Optional<IntakeForm> byKey(String key) {
    return key.matches("[a-z0-9]{1,40}") ? forms.find(key) : Optional.empty();
  }

  /** Those whom the leads of a form may be given to, and who has them though he may have left. */
  List<User> managers(@Nullable UserId owner) {
    return users.withRightOr("lead.own", owner == null ? List.of() : List.of(owner.value()));
  }

  @Transactional
  Outcome create(Actor actor, FormDraft draft) {
    requireAdministrator(actor);
    List<Violation> wrong = wrong(draft, null);
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    long id = forms.insert(key(), draft, actor, clock.instant());
    IntakeForm made = forms.find(id).orElseThrow();
    audit.record(
        actor,
        "intake.form-created",
        String.valueOf(id),
        Map.of("name", made.name(), "source", made.source(), "origins", made.origins()));
    return new Outcome.Saved(made);
  }

  @Transactional
  Outcome change(Actor actor, long id, long version, FormDraft draft) {
    IntakeForm before = get(actor, id);
    List<Violation> wrong = wrong(draft, before.owner());
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    if (!forms.update(before, version, draft, actor, clock.instant())) {
      return new Outcome.Stale(forms.find(id).orElseThrow());
    }
    IntakeForm after = forms.find(id).orElseThrow();
    Map<String, Object> detail = changes(before, after);
    if (!detail.isEmpty()) {
      detail.put("name", after.name());
      audit.record(actor, "intake.form-changed", String.valueOf(id), detail);
    }
    return new Outcome.Saved(after);
  }

  /** What strangers may see of the company. */
  CompanyAsSeen company() {
    return profile.get();
  }

  /**
   * @return what stands against it; it was saved if nothing does
   */
  @Transactional
  List<Violation> company(Actor actor, String name, String phone) {
    requireAdministrator(actor);
    CompanyAsSeen before = profile.get();
    List<Violation> wrong = profile.save(name.strip(), phone.strip());
    if (wrong.isEmpty() && !profile.get().equals(before)) {
      audit.record(
          actor,
          "intake.company-changed",
          "company",
          Map.of("name", profile.get().name(), "phone", profile.get().phone()));
    }
    return wrong;
  }

  static void requireAdministrator(Actor actor) {
    if (!actor.isSystem() && !actor.is(Role.ADMINISTRATOR)) {
      throw new AccessDeniedException(actor.id() + " is no administrator");
    }
  }

  private List<Violation> wrong(FormDraft draft, @Nullable UserId before) {
    List<Violation> wrong = new ArrayList<>(draft.wrong());
    UserId owner = draft.owner();
    if (owner != null
        && !owner.equals(before)
        && users.withRight("lead.own").stream().noneMatch(user -> user.id().equals(owner))) {
      wrong.add(new Violation(Violation.INVALID, "owner", Messages.text("intake.wrong.owner")));
    }
    return wrong;
  }

  private static Map<String, Object> changes(IntakeForm before, IntakeForm after) {
    Map<String, Object> changes = new LinkedHashMap<>();
    put(changes, "title", before.title(), after.title());
    put(changes, "source", before.source(), after.source());
    put(changes, "owner", login(before.owner()), login(after.owner()));
    put(changes, "origins", before.origins(), after.origins());
    put(changes, "wishes", before.wishes(), after.wishes());
    put(changes, "success", before.success(), after.success());
    put(changes, "policy", before.policy(), after.policy());
    put(changes, "consentVersion", before.consentVersion(), after.consentVersion());
    put(changes, "takesRequests", before.active(), after.active());
    if (!before.name().equals(after.name())) {
      changes.put("name", after.name());
    }
    return changes;
  }

  private static void put(Map<String, Object> changes, String key, Object before, Object after) {
    if (!before.equals(after)) {
      changes.put(key, after);
    }
  }

  private static String login(@Nullable UserId owner) {
    return owner == null ? "" : owner.value();
  }

  private static String key() {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < KEY_LENGTH; i++) {
      key.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return key.toString();
  }
}
