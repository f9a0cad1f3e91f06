package app.zamer.editions;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.regulation.yaml.Flaw;
import app.zamer.users.Actor;
import app.zamer.web.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The regulation in force over HTTP: for everybody to read, to replace by right. */
@RestController
@RequestMapping("/api/v1/regulation")
class EditionController {
  private static final String YAML = "application/yaml";

  private final Editions editions;

  EditionController(Editions editions) {
    this.editions = editions;
  }

  record RegulationView(
      String version,
      Map<String, Object> parameters,
      List<PipelineView> pipelines,
      List<ClauseView> clauses) {}

  record PipelineView(String id, String name, List<StageView> stages) {}

  record StageView(
      String id, String name, String status, boolean irreversible, List<String> from) {}

  record ClauseView(String id, String title, String text) {}

  record CheckView(String version) {}

  @GetMapping
  RegulationView read() {
    Regulation regulation = editions.inForce();
    Locale locale = LocaleContextHolder.getLocale();
    return new RegulationView(
        regulation.version(),
        regulation.parameters(),
        regulation.pipelines().stream().map(pipeline -> view(pipeline, locale)).toList(),
        regulation.clauses().stream()
            .map(
                clause ->
                    new ClauseView(
                        clause.id(), clause.title().in(locale), clause.text().in(locale)))
            .toList());
  }

  @GetMapping(path = "/file", produces = YAML)
  ResponseEntity<String> file() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(YAML + ";charset=UTF-8"))
        .body(editions.text());
  }

  /** Says what is wrong with a file, and brings nothing into force. */
  @PostMapping(
      path = "/check",
      consumes = {YAML, MediaType.TEXT_PLAIN_VALUE})
  ResponseEntity<?> check(Actor actor, @RequestBody String text) {
    editions.require(actor, Editions.DRAFT);
    return answer(editions.check(text));
  }

  @PutMapping(
      path = "/file",
      consumes = {YAML, MediaType.TEXT_PLAIN_VALUE})
  ResponseEntity<?> adopt(Actor actor, @RequestBody String text) {
    return answer(editions.adopt(actor, text));
  }

  private static ResponseEntity<?> answer(Adoption adoption) {
    return switch (adoption) {
      case Adoption.Adopted(Regulation regulation) ->
          ResponseEntity.ok(new CheckView(regulation.version()));
      case Adoption.Broken(List<Flaw> flaws) ->
          Problems.refused(flaws.stream().map(EditionController::violation).toList());
      case Adoption.Overtaken _ -> throw new IllegalStateException("no edition was compared with");
    };
  }

  /**
   * The field is the place, as editors write it; the compiler's words are English whoever reads
   * them.
   */
  private static Violation violation(Flaw flaw) {
    return new Violation(
        Violation.INVALID,
        flaw.file() + ":" + flaw.line() + ":" + flaw.column(),
        new Text(flaw.message(), flaw.message()));
  }

  private static PipelineView view(Rulebook.Pipeline pipeline, Locale locale) {
    return new PipelineView(
        pipeline.id(),
        pipeline.name().in(locale),
        pipeline.stages().stream()
            .map(
                stage ->
                    new StageView(
                        stage.id().toString(),
                        stage.name().in(locale),
                        stage.status().name().toLowerCase(Locale.ROOT),
                        stage.irreversible(),
                        stage.from().stream().map(Object::toString).sorted().toList()))
            .toList());
  }
}
