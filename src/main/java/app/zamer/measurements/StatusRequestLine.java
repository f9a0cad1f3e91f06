package app.zamer.measurements;

import app.zamer.regulation.Rulebook.Word;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A request for a status and what it is about.
 *
 * @param title of the deal
 * @param client his id
 * @param wanted the status that is asked for
 * @param present the status the record has now; null if there is no record any more
 */
public record StatusRequestLine(
    StatusRequest request,
    String title,
    String client,
    String clientName,
    String manager,
    @Nullable LocalDate plannedDate,
    Word wanted,
    @Nullable Word present) {}
