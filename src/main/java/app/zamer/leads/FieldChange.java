package app.zamer.leads;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a line of history says was different before (ALL-3), in the names and values of
 * the API; null is «not there».
 */
record FieldChange(String field, @Nullable Object before, @Nullable Object after) {

  /** What a new lead has, none of which was there before. */
  static List<FieldChange> of(Draft draft, String stage) {
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    after.put("title", draft.title());
    after.put("phone", draft.phone().e164());
    after.put("clientName", said(draft.clientName()));
    after.put("source", said(draft.source()));
    after.put("stage", stage);
    after.put("owner", draft.owner() == null ? null : draft.owner().value());
    return between(Map.of(), after);
  }

  static List<FieldChange> between(Lead before, Lead after, ZoneId zone) {
    return between(fields(before, zone), fields(after, zone));
  }

  private static List<FieldChange> between(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    List<FieldChange> changes = new ArrayList<>();
    after.forEach(
        (field, value) -> {
          if (!Objects.equals(before.get(field), value)) {
            changes.add(new FieldChange(field, before.get(field), value));
          }
        });
    return changes;
  }

  private static Map<String, @Nullable Object> fields(Lead lead, ZoneId zone) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("title", lead.title());
    fields.put("clientName", said(lead.clientName()));
    fields.put("source", said(lead.source()));
    fields.put("stage", lead.stage());
    fields.put("result", lead.result() == null ? null : lead.result().id());
    fields.put("reason", said(lead.reason()));
    fields.put("comment", said(lead.comment()));
    fields.put("owner", lead.owner() == null ? null : lead.owner().value());
    fields.put("attempts", lead.attempts());
    fields.put("nextAttemptAt", at(lead.nextAttemptAt(), zone));
    fields.put("deal", lead.deal() == null ? null : lead.deal().toString());
    return fields;
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String at(@Nullable Instant at, ZoneId zone) {
    return at == null ? null : ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
  }
}
