package app.zamer.files;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1")
class FileController {
  private final Files files;
  private final CompanyClock clock;

  FileController(Files files, CompanyClock clock) {
    this.files = files;
    this.clock = clock;
  }

  record FileView(
      String id,
      String kind,
      String name,
      String contentType,
      long size,
      String sha256,
      String uploadedBy,
      OffsetDateTime uploadedAt) {}

  @PostMapping(
      path = "/{holder:deals|leads}/{id}/files",
      consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<?> add(
      Actor actor,
      @PathVariable String holder,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String kind,
      @RequestPart(required = false) @Nullable MultipartFile file)
      throws IOException {
    FileKind known = kind == null ? null : FileKind.of(kind).orElse(null);
    String name = file == null ? null : file.getOriginalFilename();
    return switch (files.add(actor, FilePages.subject(holder, id), known, name, file)) {
      case Files.Outcome.Stored(StoredFile stored) ->
          ResponseEntity.status(HttpStatus.CREATED).body(view(stored));
      case Files.Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case Files.Outcome.TooLarge _ ->
          problem(
              HttpStatus.CONTENT_TOO_LARGE,
              new Text("Файл слишком велик", "The file is too large"),
              new Text(
                  "Файл больше 20 МБ: уменьшите или разделите его.",
                  "The file is larger than 20 MB: shrink or split it."));
      case Files.Outcome.TypeRefused _ -> {
        String allowed = String.join(", ", ContentTypes.allowed());
        yield problem(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            new Text("Тип файла не принимается", "Type of file not taken"),
            new Text(
                "Файлы такого типа не принимаются. Можно: " + allowed + ".",
                "Files of this type are not taken. Allowed: " + allowed + "."));
      }
    };
  }

  @GetMapping("/{holder:deals|leads}/{id}/files")
  Page<FileView> list(
      Actor actor, @PathVariable String holder, @PathVariable long id, PageRequest page) {
    return files.of(actor, FilePages.subject(holder, id), page).map(this::view);
  }

  /**
   * @param inline shows a picture or a PDF in place; any other type is handed out for saving all
   *     the same
   */
  @GetMapping("/files/{id}")
  ResponseEntity<Resource> content(
      Actor actor, @PathVariable long id, @RequestParam(defaultValue = "false") boolean inline) {
    StoredFile file = files.get(actor, id);
    boolean inPlace = inline && ContentTypes.shownInPlace(file.contentType());
    ContentDisposition disposition =
        (inPlace ? ContentDisposition.inline() : ContentDisposition.attachment())
            .filename(ContentTypes.honest(file.name(), file.contentType()), StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .eTag("\"" + file.sha256() + "\"")
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(file.contentType()))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .body(new FileResource(files, file));
  }

  @DeleteMapping("/files/{id}")
  ResponseEntity<Void> remove(Actor actor, @PathVariable long id) {
    files.remove(actor, id);
    return ResponseEntity.noContent().build();
  }

  private FileView view(StoredFile file) {
    return new FileView(
        Long.toString(file.id()),
        file.kind().id(),
        file.name(),
        file.contentType(),
        file.size(),
        file.sha256(),
        file.uploadedBy().value(),
        file.uploadedAt().atZone(clock.getZone()).toOffsetDateTime());
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, Text title, Text detail) {
    Locale language = Messages.language();
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail.in(language));
    problem.setTitle(title.in(language));
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** A stored file as Spring hands it out, whole or in ranges. */
  private static final class FileResource extends AbstractResource {
    private final Files files;
    private final StoredFile file;

    FileResource(Files files, StoredFile file) {
      this.files = files;
      this.file = file;
    }

    @Override
    public InputStream getInputStream() {
      return files.content(file);
    }

    @Override
    public long contentLength() {
      return file.size();
    }

    @Override
    public String getFilename() {
      return file.name();
    }

    @Override
    public String getDescription() {
      return "file " + file.id();
    }
  }
}
