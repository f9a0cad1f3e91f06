package app.zamer.deals;

import app.zamer.activities.Activity;
import app.zamer.activities.Standing.StandingActivity;
import app.zamer.deals.DealInput.Choice;
import app.zamer.editions.Editions;
import app.zamer.files.FileKind;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Completed;
import app.zamer.regulation.DealFacts.Files;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a person can do about an obstacle that no field of the deal removes. Where there are several
 * ways, the engine is asked which of them would remove it; what the person has no right to is not
 * offered.
 */
@Component
class DealMends {
  private final Deals deals;
  private final DealRights rights;
  private final Editions editions;
  private final Users users;

  DealMends(Deals deals, DealRights rights, Editions editions, Users users) {
    this.deals = deals;
    this.rights = rights;
    this.editions = editions;
    this.users = users;
  }

  /** What removes an obstacle on the way to a stage. */
  List<Mend> of(
      Actor actor, Deal deal, DealFacts wanted, StageId to, Violation violation, Instant now) {
    Predicate<DealFacts> mends = facts -> deals.mends(facts, to, violation, now);
    String field = violation.field();
    if (field == null) {
      return activities(actor, deal, wanted, mends);
    }
    return field.equals("files") ? files(actor, deal, wanted, mends) : of(actor, deal, field);
  }

  /** What can be done about something that is no field of the deal. */
  List<Mend> of(Actor actor, Deal deal, String what) {
    return switch (what) {
      case "files" -> files(actor, deal, deal.facts(), facts -> true);
      case "estimate.stamp" -> stamp(actor, deal);
      case "chat.participants" -> invite(actor, deal, "chat.write");
      case "visit" -> visit(actor, deal);
      default -> List.of();
    };
  }

  private List<Mend> files(Actor actor, Deal deal, DealFacts facts, Predicate<DealFacts> mends) {
    if (!rights.permits(actor, deal, "file.add")) {
      return List.of();
    }
    Files files = facts.files();
    var ways = new ArrayList<Mend>();
    if (mends.test(facts.with(new Files(files.estimateSheets(), files.measurementSheets() + 1)))) {
      ways.add(upload(deal, FileKind.MEASUREMENT_SHEET));
    }
    if (mends.test(facts.with(new Files(files.estimateSheets() + 1, files.measurementSheets())))) {
      ways.add(upload(deal, FileKind.ESTIMATE_SHEET));
    }
    return ways;
  }

  private static Mend upload(Deal deal, FileKind kind) {
    return Mend.of(
        Mend.Kind.UPLOAD,
        Messages.get("card.upload." + kind.id()),
        "/deals/" + deal.id() + "/files?kind=" + kind.id());
  }

  private List<Mend> activities(
      Actor actor, Deal deal, DealFacts facts, Predicate<DealFacts> mends) {
    if (!rights.permits(actor, deal, "activity.edit")) {
      return List.of();
    }
    return deal.standing().activities().stream()
        .filter(activity -> activity.state() == Activity.State.PLANNED && activity.ofRegulation())
        .filter(
            activity ->
                activity.results().stream()
                    .anyMatch(result -> mends.test(facts.withCompleted(done(activity, result)))))
        .map(
            activity ->
                Mend.of(
                    Mend.Kind.DIALOG,
                    Messages.get("card.mend.complete", activity.text()),
                    "/activities/" + activity.id() + "/complete"))
        .toList();
  }

  private static Completed done(StandingActivity activity, String result) {
    return new Completed(
        Objects.requireNonNull(activity.rule()), Objects.requireNonNull(activity.anchor()), result);
  }

  private List<Mend> stamp(Actor actor, Deal deal) {
    if (rights.permits(actor, deal, "stamp")) {
      return List.of(
          Mend.of(
              Mend.Kind.CLICK, Messages.get("card.mend.stamp"), "/deals/" + deal.id() + "/stamp"));
    }
    return invite(actor, deal, "stamp");
  }

  /** Asks one of those into the chat who have a right. */
  private List<Mend> invite(Actor actor, Deal deal, String right) {
    if (!rights.permits(actor, deal, "chat.invite")) {
      return List.of();
    }
    return List.of(
        new Mend(
            Mend.Kind.INVITE,
            Messages.get("card.mend.invite"),
            "/deals/" + deal.id() + "/chat/invite",
            users.withRight(right).stream().map(DealMends::choice).toList()));
  }

  private static Choice choice(User user) {
    String roles =
        user.roles().stream()
            .sorted()
            .map(role -> Messages.get("role." + role.id()))
            .collect(Collectors.joining(", "));
    return new Choice(user.id().value(), user.name() + " — " + roles);
  }

  private List<Mend> visit(Actor actor, Deal deal) {
    Visit visit = deal.facts().visit();
    var ways = new ArrayList<Mend>();
    String address = "/deals/" + deal.id() + "/visit/";
    if (visit != null) {
      add(ways, actor, deal, "visit.result", "card.mend.result", address + "result");
    }
    add(ways, actor, deal, "visit.plan", "card.mend.plan", address + "plan");
    return ways;
  }

  private void add(
      List<Mend> ways, Actor actor, Deal deal, String right, String label, String address) {
    if (rights.permits(actor, deal, right)) {
      ways.add(Mend.of(Mend.Kind.DIALOG, Messages.get(label), address));
    }
  }

  /** Whether anything of this name is mended here and not by an input. */
  static boolean knows(@Nullable String field) {
    return field != null
        && List.of("files", "estimate.stamp", "chat.participants", "visit").contains(field);
  }
}
