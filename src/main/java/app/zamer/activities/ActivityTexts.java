package app.zamer.activities;

import app.zamer.editions.Editions;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Text;
import app.zamer.web.Messages;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What activities and deadlines are called. They are stored in Russian; those of the regulation are
 * read in any language in the words of the edition in force.
 */
@Component
public class ActivityTexts {
  private final Editions editions;

  ActivityTexts(Editions editions) {
    this.editions = editions;
  }

  /**
   * What an activity is about, in the language of the request.
   *
   * @param ofRegulation as in {@link Activity#ofRegulation()}
   * @param stored as in {@link Activity#text()}
   */
  public String of(SubjectKind kind, @Nullable String rule, boolean ofRegulation, String stored) {
    if (rule == null || !ofRegulation) {
      return stored;
    }
    if (kind == SubjectKind.LEAD) {
      return Messages.get("activities.lead.again");
    }
    return duty(rule, stored)
        .map(Duty::subject)
        .map(subject -> subject.in(Messages.language()))
        .orElse(stored);
  }

  String of(Activity activity) {
    return of(activity.kind(), activity.rule(), activity.ofRegulation(), activity.text());
  }

  /** What a deadline of a clause is about. */
  Text ofDeadline(String rule) {
    Regulation regulation = editions.inForce();
    return regulation
        .duty(Obligation.Kind.DEADLINE, rule, "")
        .map(Duty::subject)
        .or(
            () ->
                regulation.clauses().stream()
                    .filter(clause -> clause.id().equals(rule))
                    .map(clause -> clause.title())
                    .findFirst())
        .orElse(new Text(rule, rule));
  }

  /** The field that «moved» changes, as people call it; null if it is no field of a deal. */
  @Nullable String moves(Activity activity) {
    String rule = activity.rule();
    Regulation regulation = editions.inForce();
    return rule == null
        ? null
        : regulation
            .dateOf(rule)
            .map(field -> regulation.label(field).in(Messages.language()))
            .orElse(null);
  }

  private Optional<Duty> duty(String rule, String stored) {
    return editions.inForce().duty(Obligation.Kind.ACTIVITY, rule, stored);
  }
}
