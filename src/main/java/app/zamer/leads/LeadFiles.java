package app.zamer.leads;

import app.zamer.company.CompanyClock;
import app.zamer.files.FileHolder;
import app.zamer.files.FileSubject;
import app.zamer.files.StoredFile;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Files of leads: whoever sees a lead opens them, whoever changes it attaches and removes them
 * while it is open.
 */
@Component
class LeadFiles implements FileHolder {
  private static final String OPENED = "file.read";

  private final LeadRepository leads;
  private final LeadRights rights;
  private final LeadAudience audience;
  private final CompanyClock clock;

  LeadFiles(LeadRepository leads, LeadRights rights, LeadAudience audience, CompanyClock clock) {
    this.leads = leads;
    this.rights = rights;
    this.audience = audience;
    this.clock = clock;
  }

  @Override
  public FileSubject.Kind kind() {
    return FileSubject.Kind.LEAD;
  }

  @Override
  public void require(Actor actor, long id, String right) {
    if (!permits(actor, lead(id), right)) {
      throw new AccessDeniedException("no right " + right + " on lead " + id);
    }
  }

  @Override
  public Set<String> permitted(Actor actor, long id, String... rights) {
    Lead lead = lead(id);
    return Arrays.stream(rights)
        .filter(right -> permits(actor, lead, right))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void attached(Actor by, StoredFile file) {
    note(by, file, null, file.name());
  }

  @Override
  public void removed(Actor by, StoredFile file) {
    note(by, file, file.name(), null);
  }

  private boolean permits(Actor actor, Lead lead, String right) {
    return right.equals(OPENED)
        ? rights.permits(actor, lead, LeadRights.READ)
        : !lead.isClosed() && rights.permits(actor, lead, LeadRights.EDIT);
  }

  private void note(Actor by, StoredFile file, @Nullable String before, @Nullable String after) {
    Lead lead = lead(file.subject().id());
    List<FieldChange> change = List.of(new FieldChange("file", before, after));
    leads.note(lead.id(), null, change, by, clock.instant());
    audience.tell(lead, lead);
  }

  private Lead lead(long id) {
    return leads.find(new LeadId(id)).orElseThrow(() -> new NotFound("lead " + id));
  }
}
