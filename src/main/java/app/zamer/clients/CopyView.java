package app.zamer.clients;

import app.zamer.clients.erasure.Copies;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A copy of a client's data for programs, moments in the company's time zone. */
record CopyView(
    String id,
    String name,
    OffsetDateTime at,
    Map<String, List<Map<String, @Nullable Object>>> data) {

  static CopyView of(PersonalDataDesk.Copy copy, ZoneId zone) {
    Map<String, List<Map<String, @Nullable Object>>> data = new LinkedHashMap<>();
    for (Copies.Section section : copy.sections()) {
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (Map<String, @Nullable Object> row : section.rows()) {
        rows.add(row(row, zone));
      }
      data.put(section.name(), rows);
    }
    return new CopyView(
        copy.client().id().toString(),
        copy.client().name(),
        copy.at().atZone(zone).toOffsetDateTime(),
        data);
  }

  private static Map<String, @Nullable Object> row(Map<String, @Nullable Object> row, ZoneId zone) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    row.forEach(
        (column, value) ->
            shown.put(
                column, value instanceof Instant at ? at.atZone(zone).toOffsetDateTime() : value));
    return shown;
  }
}
