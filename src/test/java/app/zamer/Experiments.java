package app.zamer;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * Operations that do what the tests of the shell need, under a path that the program itself does
 * not have.
 */
@TestComponent
@Fixture
@RestController
@RequestMapping("/api/v1/experiments")
public class Experiments {
  private final Audit audit;
  private final JdbcClient db;
  private final CompanyClock clock;
  private volatile Runnable inTheAction = () -> {};

  Experiments(Audit audit, JdbcClient db, CompanyClock clock) {
    this.audit = audit;
    this.db = db;
    this.clock = clock;
  }

  enum Colour {
    RED,
    GREEN
  }

  record Part(@Nullable Integer count, @Nullable LocalDate on) {}

  record Thing(
      @Nullable String name,
      @Nullable Integer number,
      @Nullable BigDecimal sum,
      @Nullable Boolean yes,
      @Nullable Colour colour,
      @Nullable Part part,
      @Nullable List<@Nullable Part> parts) {}

  /** What the next actions do while their transaction is open. */
  public void whileActing(Runnable action) {
    inTheAction = action;
  }

  /** How often the action with this subject was kept. */
  public int done(String subject) {
    return db.sql("select count(*) from audit_log where what = 'experiment' and subject = ?")
        .param(subject)
        .query(Integer.class)
        .single();
  }

  @PostMapping("/things")
  Thing thing(@RequestBody Thing thing) {
    return thing;
  }

  @GetMapping("/things/{id}")
  long thing(@PathVariable long id) {
    return id;
  }

  @GetMapping("/page")
  Page<Integer> page(PageRequest page) {
    return Page.of(List.of(1), page, 1);
  }

  @GetMapping(path = "/needs", produces = MediaType.APPLICATION_JSON_VALUE)
  LocalDate needs(@RequestParam LocalDate day) {
    return day;
  }

  @GetMapping("/fails/{how}")
  Object fails(@PathVariable String how) {
    return switch (how) {
      case "duplicate" -> throw new DuplicateKeyException("secret table");
      case "optimistic" -> throw new OptimisticLockingFailureException("secret table");
      case "forbidden" -> throw new AccessDeniedException("secret right");
      case "missing" -> throw new NotFound("secret thing");
      case "zero" -> db.sql("select length(?)").param("\0").query(Integer.class).single();
      case "conflict" -> Problems.conflict(new Text("Уже есть", "Exists"), Map.of("id", "7"));
      case "stale" -> Problems.stale(7);
      case "version" -> Problems.versionMissing();
      case "rights" -> Problems.forbidden(new Text("Нельзя", "No"), Map.of("request", "/ask"));
      case "refused" ->
          Problems.refused(
              List.of(
                  new Violation(
                      "PRE-1", "address.floor", new Text("Укажите этаж", "Give the floor")),
                  new Violation("PRE-2", null, new Text("Укажите дату", "Give the date"))),
              new StageId("sales", "measurement"));
      default -> throw new IllegalStateException("secret of the inside");
    };
  }

  /** Does something that can be counted; the text of the body says how it ends. */
  @PostMapping("/act/{subject}")
  @Transactional
  public ResponseEntity<?> act(
      Actor actor, @PathVariable String subject, @RequestBody Map<String, String> body) {
    audit.record(actor, "experiment", subject, Map.of());
    inTheAction.run();
    return switch (body.getOrDefault("end", "")) {
      case "refusal" -> Problems.invalid(Violation.invalid("end", "Отказ", "Refused"));
      case "exception" -> throw new AccessDeniedException("no");
      case "crash" -> throw new IllegalStateException("crash");
      case "broken" -> {
        // leaves the transaction unusable without an exception that anybody sees
        try {
          db.sql("select 1 / 0").query(Integer.class).single();
        } catch (RuntimeException e) {
          yield Problems.conflict(new Text("Сломано", "Broken"), Map.of());
        }
        throw new AssertionError();
      }
      default ->
          ResponseEntity.created(URI.create("/api/v1/experiments/things/1"))
              .eTag("\"3\"")
              .body(
                  Map.of(
                      "id", UUID.randomUUID().toString(),
                      "at", clock.instant().toString(),
                      "said", body.getOrDefault("say", "")));
    };
  }

  @PostMapping("/upload/{subject}")
  @Transactional
  public ResponseEntity<?> upload(Actor actor, @PathVariable String subject, MultipartFile file) {
    audit.record(actor, "experiment", subject, Map.of("size", file.getSize()));
    return ResponseEntity.ok(Map.of("id", UUID.randomUUID().toString()));
  }
}
