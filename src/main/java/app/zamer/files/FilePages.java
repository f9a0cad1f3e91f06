package app.zamer.files;

import app.zamer.company.CompanyClock;
import app.zamer.files.FilesPanel.Refusal;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The files of a deal or a lead as a part of its card. */
@Controller
@RequestMapping("/{holder:deals|leads}/{id}/files")
class FilePages {
  private static final String CHANGED = "deal-files";

  private final Files files;
  private final FileQuery query;
  private final CompanyClock clock;

  FilePages(Files files, FileQuery query, CompanyClock clock) {
    this.files = files;
    this.query = query;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView list(
      Actor actor,
      @PathVariable String holder,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String kind) {
    return panel(actor, subject(holder, id), kind, List.of());
  }

  /**
   * Takes files; what is wrong with one of them keeps none of the others away.
   *
   * @param brief answers with what became of these files only
   */
  @PostMapping
  ModelAndView add(
      Actor actor,
      @PathVariable String holder,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(name = "short", defaultValue = "false") boolean brief,
      @RequestParam(required = false) @Nullable List<MultipartFile> file,
      HttpServletResponse response)
      throws IOException {
    FileSubject subject = subject(holder, id);
    files.require(actor, subject, "file.add");
    var refused = new ArrayList<Refusal>();
    var stored = new ArrayList<String>();
    for (MultipartFile each : Objects.requireNonNullElse(file, List.<MultipartFile>of())) {
      String name = Objects.requireNonNullElse(each.getOriginalFilename(), "");
      switch (files.add(actor, subject, FileKind.of(kind).orElse(null), name, each)) {
        case Files.Outcome.Stored(StoredFile kept) -> stored.add(kept.name());
        case Files.Outcome.Refused(List<Violation> violations) ->
            violations.forEach(
                violation ->
                    refused.add(new Refusal(name, violation.message().in(Messages.language()))));
        case Files.Outcome.TooLarge _ ->
            refused.add(new Refusal(name, Messages.get("files.too-large")));
        case Files.Outcome.TypeRefused _ ->
            refused.add(
                new Refusal(
                    name, Messages.get("files.type", String.join(", ", ContentTypes.allowed()))));
      }
    }
    if (stored.isEmpty() && refused.isEmpty()) {
      refused.add(new Refusal("", Messages.get("files.nothing")));
    }
    if (!stored.isEmpty()) {
      response.setHeader("HX-Trigger", Htmx.note("", CHANGED));
    }
    ModelAndView view =
        brief
            ? new ModelAndView("files/taken", Map.of("stored", stored, "refused", refused))
            : panel(actor, subject, kind, refused);
    view.setStatus(refused.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return view;
  }

  @PostMapping("/{file}/remove")
  ModelAndView remove(
      Actor actor,
      @PathVariable String holder,
      @PathVariable long id,
      @PathVariable long file,
      HttpServletResponse response) {
    FileSubject subject = subject(holder, id);
    StoredFile stored = files.get(actor, file);
    if (!stored.subject().equals(subject)) {
      throw new NotFound("file " + file);
    }
    files.remove(actor, file);
    response.setHeader(
        "HX-Trigger", Htmx.note(Messages.get("files.removed", stored.name()), CHANGED));
    return panel(actor, subject, stored.kind().id(), List.of());
  }

  static FileSubject subject(String holder, long id) {
    return new FileSubject(FileSubject.Kind.of(holder).orElseThrow(() -> new NotFound(holder)), id);
  }

  private ModelAndView panel(Actor actor, FileSubject subject, String kind, List<Refusal> refused) {
    files.require(actor, subject, "file.read");
    var panel =
        new FilesPanel(
            subject,
            files.permitted(actor, subject, "file.add", "file.remove"),
            query.of(subject),
            FileKind.of(kind).orElse(FileKind.PHOTO).id(),
            refused);
    return new ModelAndView(
        "files/panel", Map.of("panel", panel, "moments", new Moments(clock.getZone())));
  }
}
