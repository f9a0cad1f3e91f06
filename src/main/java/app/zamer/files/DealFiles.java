package app.zamer.files;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Files of deals, by the deals' own rights. */
@Component
class DealFiles implements FileHolder {
  private final DealAccess access;
  private final ApplicationEventPublisher events;

  DealFiles(DealAccess access, ApplicationEventPublisher events) {
    this.access = access;
    this.events = events;
  }

  @Override
  public FileSubject.Kind kind() {
    return FileSubject.Kind.DEAL;
  }

  @Override
  public void require(Actor actor, long id, String right) {
    access.require(actor, new DealId(id), right);
  }

  @Override
  public Set<String> permitted(Actor actor, long id, String... rights) {
    return access.permitted(actor, new DealId(id), rights);
  }

  @Override
  public void attached(Actor by, StoredFile file) {
    events.publishEvent(new FileAttached(deal(file), file.id(), file.kind(), by));
  }

  @Override
  public void removed(Actor by, StoredFile file) {
    events.publishEvent(new FileRemoved(deal(file), file.id(), file.kind(), by));
  }

  private static DealId deal(StoredFile file) {
    return new DealId(file.subject().id());
  }
}
