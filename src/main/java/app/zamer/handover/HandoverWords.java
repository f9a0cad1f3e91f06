package app.zamer.handover;

import app.zamer.handover.Belongings.Left;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How hand-overs are spoken of, in the language of the request. */
@Component
class HandoverWords {
  /** Kinds of which there is something to know before they are given to somebody. */
  private static final Set<String> WITH_HINT = Set.of("visits", "activities");

  private final Kinds kinds;
  private final Users users;

  HandoverWords(Kinds kinds, Users users) {
    this.kinds = kinds;
    this.users = users;
  }

  String kind(String kind) {
    return Messages.get("handover.kind." + kind);
  }

  /** What it means that nobody gets things of a kind. */
  String nobody(String kind) {
    return Messages.get("handover.nobody." + kind);
  }

  /** {@code Сделки: 12 · Лиды: 3}, in the order of the kinds; empty if there are none. */
  String counts(Map<String, Long> counts) {
    return kinds.all().stream()
        .map(Belongings::kind)
        .filter(kind -> counts.getOrDefault(kind, 0L) > 0)
        .map(
            kind ->
                Messages.get(
                    "handover.counted", kind(kind), Shown.count(counts.getOrDefault(kind, 0L))))
        .collect(Collectors.joining(" · "));
  }

  String counts(Waiting waiting) {
    return counts(waiting.counts());
  }

  String does(Wish wish, long count) {
    UserId to = wish.to();
    return to == null
        ? Messages.get(
            "handover.does.nobody", kind(wish.kind()), Shown.count(count), nobody(wish.kind()))
        : Messages.get(
            "handover.does",
            kind(wish.kind()),
            Shown.count(count),
            name(to, users.names(Set.of(to))));
  }

  Optional<String> hint(Wish wish) {
    return wish.to() != null && WITH_HINT.contains(wish.kind())
        ? Optional.of(Messages.get("handover.does." + wish.kind()))
        : Optional.empty();
  }

  String left(String kind, Left left) {
    return Messages.get("handover.left.line", kind(kind), left.id(), left.why());
  }

  List<String> shares(Handover handover, Map<UserId, String> names) {
    return handover.shares().stream()
        .map(
            share ->
                Messages.get(
                    "handover.does",
                    kind(share.kind()),
                    Shown.count(share.count()),
                    receiver(share.to(), names)))
        .toList();
  }

  private static String receiver(@Nullable UserId to, Map<UserId, String> names) {
    return to == null ? Messages.get("handover.nobodys") : name(to, names);
  }

  static String name(UserId person, Map<UserId, String> names) {
    return names.getOrDefault(person, person.value());
  }

  /** Everybody whom these hand-overs speak of. */
  Map<UserId, String> names(Collection<Handover> handovers) {
    Set<UserId> people = new HashSet<>();
    for (Handover handover : handovers) {
      people.add(handover.from());
      people.add(handover.by());
      if (handover.undoneBy() != null) {
        people.add(handover.undoneBy());
      }
      handover.shares().stream()
          .map(HandedOver.Share::to)
          .filter(Objects::nonNull)
          .forEach(people::add);
    }
    return users.names(people);
  }
}
