package app.zamer.activities;

import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import java.util.Map;

/** Of which deals and leads somebody may see the activities and deadlines in a list. */
record SubjectReach(Reach deals, Reach leads) {
  static SubjectReach of(Actor actor, Rights rights) {
    return new SubjectReach(rights.reach(actor, "deal.read"), rights.reach(actor, "lead.read"));
  }

  /** A condition on rows with {@code kind} and {@code subject}. */
  String condition() {
    return deals.isAll() && leads.isAll()
        ? "true"
        : """
        (kind <> 'DEAL' or not exists (select from deal d where d.id = subject and not %s))
        and (kind <> 'LEAD' or not exists (select from lead l where l.id = subject and not %s))
        """
            .formatted(deals.ofDeals("d"), leads.ofLeads("l"));
  }

  Map<String, Object> params() {
    return deals.params();
  }
}
