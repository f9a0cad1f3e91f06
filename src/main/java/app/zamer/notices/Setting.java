package app.zamer.notices;

import app.zamer.users.Actor;
import app.zamer.users.Rights;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How an active person is told.
 *
 * @param chosen what he has chosen himself, by {@code kind channel}
 * @param mail whether there is an address of his that mails may go to
 * @param browsers the numbers of his browsers that take pushes
 */
record Setting(
    Actor actor, Map<String, Boolean> chosen, Locale language, boolean mail, List<Long> browsers) {

  /** Where he wants to be told of this, whether or not it is possible there. */
  Set<Channel> channels(Kind kind, Rights rights) {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    if (kind.concerns(right -> rights.may(actor, right))) {
      for (Channel channel : Channel.values()) {
        if (wants(kind, channel)) {
          channels.add(channel);
        }
      }
    }
    return channels;
  }

  boolean wants(Kind kind, Channel channel) {
    return kind.isForEverybody()
        ? kind.usual(channel)
        : chosen.getOrDefault(key(kind, channel), kind.usual(channel));
  }

  static String key(Kind kind, Channel channel) {
    return kind.id() + " " + channel.id();
  }
}
