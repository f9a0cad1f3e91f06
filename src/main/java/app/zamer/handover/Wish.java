package app.zamer.handover;

import app.zamer.handover.Belongings.Choice;
import app.zamer.users.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who is to get things of one kind.
 *
 * @param field where it was asked for; empty if everything was for one person
 * @param kind as it was asked for, whether there is such a kind or not
 * @param to null for nobody
 */
record Wish(String field, String kind, @Nullable UserId to, Choice choice) {
  /** The name of a part of it, for what is wrong with that. */
  String of(String part) {
    return field.isEmpty() ? part : field + "." + part;
  }
}
