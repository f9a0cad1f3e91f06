package app.zamer.activities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the day: what is late, what is due by one of the clock's hours, today, tomorrow.
 *
 * @param part which request brings more of it
 * @param title its heading
 * @param next where the rest begins; null if this is all
 */
public record DaySection(
    String part, String title, String icon, List<DayRow> rows, @Nullable String next) {}
