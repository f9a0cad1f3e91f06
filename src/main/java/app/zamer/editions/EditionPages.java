package app.zamer.editions;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.yaml.Flaw;
import app.zamer.regulation.yaml.ParameterValues;
import app.zamer.regulation.yaml.RegulationFile;
import app.zamer.users.Actor;
import app.zamer.web.Form;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** How another edition is brought of the regulation into force: seen before it is. */
@Controller
@RequestMapping("/admin/regulation")
class EditionPages {
  private static final String PARAMETER = "param.";
  private static final int MOST_DAYS = 3650;
  private static final int LONGEST = RegulationFile.LONGEST;
  private static final int PAGE = 30;

  private final Editions editions;
  private final ObjectProvider<OpenDeals> deals;
  private final Failures failures;
  private final CompanyClock clock;

  EditionPages(
      Editions editions, ObjectProvider<OpenDeals> deals, Failures failures, CompanyClock clock) {
    this.editions = editions;
    this.deals = deals;
    this.failures = failures;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView parameters(Actor actor, @RequestParam(defaultValue = "") String note) {
    editions.require(actor, Editions.DRAFT);
    Regulation regulation = editions.inForce();
    Map<String, String> typed = new HashMap<>();
    regulation
        .parameters()
        .forEach((name, value) -> typed.put(PARAMETER + name, String.valueOf(value)));
    return parameters(typed, Map.of(), "adopted".equals(note), HttpStatus.OK);
  }

  /** What of the edition in force cannot be worked out; a part of every page. */
  @GetMapping("/failures")
  ModelAndView failures(Actor actor) {
    editions.require(actor, Editions.DRAFT);
    return new ModelAndView("admin/failures", Map.of("failures", failures.inForce()));
  }

  /** Other values of the parameters: what they would change. */
  @PostMapping("/parameters")
  ModelAndView preview(Actor actor, @RequestParam Map<String, String> sent) {
    editions.require(actor, Editions.DRAFT);
    Editions.Current current = editions.current();
    Form form = new Form(sent);
    Map<String, String> values = new LinkedHashMap<>();
    current
        .regulation()
        .parameters()
        .forEach(
            (name, value) -> {
              String written = written(form, PARAMETER + name, value);
              if (written != null && !written.equals(String.valueOf(value))) {
                values.put(name, written);
              }
            });
    if (form.wrong().isEmpty() && values.isEmpty()) {
      form.wrong("", "admin.parameters.same");
    }
    if (!form.wrong().isEmpty()) {
      return parameters(
          form.typed(), Form.errors(form.wrong()), false, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    String text = ParameterValues.written(Editions.FILE, current.text(), values);
    return switch (editions.check(text)) {
      case Adoption.Adopted(Regulation after) -> preview(current, after, text, "", HttpStatus.OK);
      case Adoption.Broken(List<Flaw> flaws) ->
          parameters(
              form.typed(),
              flawsByParameter(flaws, text, values),
              false,
              HttpStatus.UNPROCESSABLE_CONTENT);
      case Adoption.Overtaken _ -> throw new IllegalStateException("nothing was adopted");
    };
  }

  /** A value as the file says it; null, and noted as wrong, if it is none of this kind. */
  private static @Nullable String written(Form form, String field, Object present) {
    return switch (present) {
      case Boolean _ -> String.valueOf(Boolean.TRUE.equals(form.answer(field)));
      case Integer _ -> {
        String typed = form.required(field);
        Long number = typed == null ? null : form.number(field);
        if (number != null && (number < 0 || number > MOST_DAYS)) {
          form.wrong(field, "admin.parameters.range", MOST_DAYS);
        }
        yield number == null ? null : String.valueOf(number);
      }
      case String text when RegulationWords.isTime(text) -> {
        String typed = form.required(field);
        LocalTime time = typed == null ? null : form.time(field);
        yield time == null ? null : time.toString();
      }
      default -> form.required(field);
    };
  }

  /** What the reader has against a new value, beside its input. */
  private static Map<String, String> flawsByParameter(
      List<Flaw> flaws, String text, Map<String, String> values) {
    List<String> lines = text.lines().toList();
    Map<String, String> errors = new HashMap<>();
    for (Flaw flaw : flaws) {
      String line = flaw.line() <= lines.size() ? lines.get(flaw.line() - 1) : "";
      String field =
          values.keySet().stream()
              .filter(name -> line.contains("param." + name) || line.strip().startsWith(name + ":"))
              .findFirst()
              .map(name -> PARAMETER + name)
              .orElse("");
      errors.merge(field, flaw.toString(), (first, second) -> first + " · " + second);
    }
    return errors;
  }

  @GetMapping("/file")
  ModelAndView file(Actor actor) {
    editions.require(actor, Editions.DRAFT);
    return file(editions.text(), List.of(), "", HttpStatus.OK);
  }

  /** A whole file, typed or chosen: what it would change, or everything that is wrong with it. */
  @PostMapping("/file")
  ModelAndView check(
      Actor actor,
      @RequestParam(name = "yaml", defaultValue = "") String text,
      @RequestParam(required = false) @Nullable MultipartFile file)
      throws IOException {
    editions.require(actor, Editions.DRAFT);
    String given =
        file == null || file.isEmpty() ? text : new String(file.getBytes(), StandardCharsets.UTF_8);
    String unix = given.replace("\r\n", "\n");
    if (unix.length() > LONGEST || unix.indexOf('\0') >= 0) {
      return file(
          text.length() > LONGEST ? "" : text.replace("\0", ""),
          List.of(),
          Messages.get("admin.file.too-long", LONGEST),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Editions.Current current = editions.current();
    return switch (editions.check(unix)) {
      case Adoption.Adopted(Regulation after) -> preview(current, after, unix, "", HttpStatus.OK);
      case Adoption.Broken(List<Flaw> flaws) ->
          file(unix, flaws, "", HttpStatus.UNPROCESSABLE_CONTENT);
      case Adoption.Overtaken _ -> throw new IllegalStateException("nothing was adopted");
    };
  }

  /**
   * Brings into force what was shown.
   *
   * @param base the edition that it was compared with
   */
  @PostMapping("/adopt")
  ModelAndView adopt(
      Actor actor,
      @RequestParam(name = "yaml", defaultValue = "") String text,
      @RequestParam(defaultValue = "-1") long base) {
    editions.require(actor, Editions.ADOPT);
    String unix = text.replace("\r\n", "\n");
    Editions.Current current = editions.current();
    return switch (editions.adopt(actor, unix, base)) {
      case Adoption.Adopted _ -> new ModelAndView("redirect:/admin/regulation?note=adopted");
      case Adoption.Broken(List<Flaw> flaws) ->
          file(unix, flaws, "", HttpStatus.UNPROCESSABLE_CONTENT);
      case Adoption.Overtaken(Regulation wanted) ->
          preview(
              current, wanted, unix, Messages.get("admin.preview.overtaken"), HttpStatus.CONFLICT);
    };
  }

  @GetMapping("/editions")
  ModelAndView list(Actor actor, @RequestParam(defaultValue = "0") long before) {
    editions.require(actor, Editions.DRAFT);
    return new ModelAndView(
        "admin/editions",
        Map.of(
            "lines",
            editions.lines(actor, before, PAGE + 1),
            "page",
            PAGE,
            "first",
            before == 0,
            "current",
            editions.current().id(),
            "moments",
            new Moments(clock.getZone())));
  }

  @GetMapping("/editions/{id}")
  ModelAndView edition(Actor actor, @PathVariable long id) {
    EditionLine line = editions.line(actor, id).orElseThrow(() -> new NotFound("edition " + id));
    return new ModelAndView(
        "admin/edition",
        Map.of(
            "line",
            line,
            "text",
            editions.text(actor, id),
            "current",
            editions.current().id() == id,
            "moments",
            new Moments(clock.getZone())));
  }

  @GetMapping("/editions/{id}/file")
  ResponseEntity<byte[]> download(Actor actor, @PathVariable long id) {
    EditionLine line = editions.line(actor, id).orElseThrow(() -> new NotFound("edition " + id));
    return ResponseEntity.ok()
        .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("sales-" + line.version() + ".yaml")
                .build()
                .toString())
        .body(editions.text(actor, id).getBytes(StandardCharsets.UTF_8));
  }

  /** An earlier edition, or the one the program comes with: what going back to it would change. */
  @PostMapping("/editions/{id}/restore")
  ModelAndView restore(Actor actor, @PathVariable long id) {
    String text = editions.text(actor, id);
    Editions.Current current = editions.current();
    return switch (editions.check(text)) {
      case Adoption.Adopted(Regulation after) -> preview(current, after, text, "", HttpStatus.OK);
      case Adoption.Broken(List<Flaw> flaws) ->
          file(text, flaws, "", HttpStatus.UNPROCESSABLE_CONTENT);
      case Adoption.Overtaken _ -> throw new IllegalStateException("nothing was adopted");
    };
  }

  private ModelAndView parameters(
      Map<String, String> typed, Map<String, String> errors, boolean adopted, HttpStatus status) {
    Editions.Current current = editions.current();
    return new ModelAndView(
        "admin/parameters",
        Map.of(
            "words",
            new RegulationWords(current.regulation()),
            "typed",
            typed,
            "errors",
            errors,
            "adopted",
            adopted,
            "since",
            new Moments(clock.getZone()).show(current.since())),
        status);
  }

  private static ModelAndView file(String text, List<Flaw> flaws, String error, HttpStatus status) {
    return new ModelAndView(
        "admin/file", Map.of("text", text, "flaws", flaws, "error", error), status);
  }

  private ModelAndView preview(
      Editions.Current current, Regulation after, String text, String error, HttpStatus status) {
    EditionDifference difference =
        EditionDifference.between(current.regulation(), current.text(), after, text);
    Map<String, Object> model = new HashMap<>();
    model.put("words", new RegulationWords(after));
    model.put("difference", difference);
    model.put("text", text);
    model.put("base", current.id());
    model.put("error", Objects.requireNonNull(error));
    OpenDeals open = deals.getIfAvailable();
    if (open != null && !difference.isEmpty()) {
      model.put("impact", Impact.of(current.regulation(), after, open, clock.instant()));
    }
    return new ModelAndView("admin/preview", model, status);
  }
}
