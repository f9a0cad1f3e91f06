package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit", description = "The journal, for administrators.")
class AuditApi {
  private final AuditQuery audit;
  private final CompanyClock clock;

  AuditApi(AuditQuery audit, CompanyClock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * An entry of the journal.
   *
   * @param by the login of who did it; the program itself is {@code system}
   * @param what the kind of entry, such as {@code user.created}, {@code exported}, {@code
   *     right.refused}
   */
  record AuditView(
      String id,
      OffsetDateTime at,
      String by,
      String what,
      String subject,
      Map<String, Object> detail) {}

  @GetMapping
  @Operation(summary = "Entries of the journal, the newest first")
  Page<AuditView> list(
      Actor actor,
      @RequestParam(defaultValue = "") String by,
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(required = false) @Nullable LocalDate day,
      PageRequest page) {
    return audit
        .page(actor, new AuditQuery.Filter(by, what, subject, day), page)
        .map(
            line ->
                new AuditView(
                    String.valueOf(line.id()),
                    line.at().atZone(clock.getZone()).toOffsetDateTime(),
                    line.by(),
                    line.what(),
                    line.subject(),
                    line.detail()));
  }
}
