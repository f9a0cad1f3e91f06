package app.zamer.notices;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notice as its person sees it.
 *
 * @param subject what people call the deal or lead; empty if there is none, or he may not see it
 * @param client the client's name, for what goes out of the program; empty likewise
 * @param name of the one who has done it, or whose miss it is; empty if it is nobody
 * @param messages how many messages of a chat it speaks of
 */
public record Notice(
    long id,
    Kind kind,
    String what,
    @Nullable Long deal,
    @Nullable Long lead,
    String subject,
    String client,
    Map<String, String> detail,
    String name,
    int messages,
    Instant at,
    boolean read) {

  public Notice {
    detail = Map.copyOf(detail);
  }
}
