package app.zamer.deals;

import app.zamer.deals.BoardQuery.Due;
import app.zamer.deals.BoardQuery.Filter;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Reads the filter of the board out of an address, in which it stands so that it can be kept. */
@Component
class BoardFilter {
  /** A search is no longer than that. */
  static final int LONGEST_QUERY = 100;

  static final String MINE = "mine";
  private static final String RIGHT = "deal.story";
  private static final List<String> NAMES = List.of("who", "due", "engineer", "from", "to", "q");

  private final DealRights rights;
  private final Users users;
  private final DealQuery deals;

  BoardFilter(DealRights rights, Users users, DealQuery deals) {
    this.rights = rights;
    this.users = users;
    this.deals = deals;
  }

  /**
   * @throws AccessDeniedException if the actor has no board, or asks for other people's deals and
   *     may not see them
   */
  BoardAddress read(Actor actor, String path, Map<String, String> parameters) {
    rights.require(actor, RIGHT);
    boolean everybody = rights.reach(actor, RIGHT).isAll();
    var typed = new LinkedHashMap<String, String>();
    for (String name : NAMES) {
      String value = parameters.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        typed.put(name, value);
      }
    }
    var form = new Form(typed);
    LocalDate from = form.day("from");
    LocalDate to = form.day("to");
    if (from != null && to != null && to.isBefore(from)) {
      form.wrong("to", "board.wrong.to");
      to = null;
    }
    String q = form.text("q", LONGEST_QUERY);
    var filter =
        new Filter(
            RIGHT,
            owner(actor, everybody, form),
            due(form),
            engineer(form),
            from,
            to,
            q == null ? "" : q);
    return new BoardAddress(path, filter, typed, everybody, form.wrong());
  }

  /** The people whose deals the actor may choose to see; nobody if he sees only his own. */
  List<User> owners(BoardAddress address) {
    return address.everybody() ? users.withRightOr("deal.own", deals.owners()) : List.of();
  }

  List<User> engineers() {
    return users.withRight("visit.result", Scope.VISIT);
  }

  private @Nullable String owner(Actor actor, boolean everybody, Form form) {
    String who = form.text("who");
    if (who.equals(MINE) || who.equals(actor.id().value())) {
      return actor.id().value();
    }
    if (!everybody) {
      if (!who.isEmpty()) {
        throw new AccessDeniedException("no right to see deals of " + who);
      }
      return null;
    }
    if (who.isEmpty() || who.equals("all")) {
      return null;
    }
    return known(who, "who", form);
  }

  private @Nullable String engineer(Form form) {
    String engineer = form.text("engineer");
    return engineer.isEmpty() ? null : known(engineer, "engineer", form);
  }

  private @Nullable String known(String login, String field, Form form) {
    if (users.find(new UserId(login)).isEmpty()) {
      form.wrong(field, "board.wrong.person", login);
      return null;
    }
    return login;
  }

  private static @Nullable Due due(Form form) {
    String due = form.text("due");
    if (due.isEmpty()) {
      return null;
    }
    return Arrays.stream(Due.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(due))
        .findFirst()
        .orElseGet(
            () -> {
              form.wrong("due", "board.wrong.due", due);
              return null;
            });
  }
}
