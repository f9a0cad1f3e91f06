package app.zamer.files;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.text.TypedText;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files of deals and of leads. Their content lies in the database and passes through in pieces
 * of 256 KiB.
 */
@Service
public class Files {
  /** 20 MB, in bytes: the largest file there may be. */
  public static final long LARGEST = 20L * 1024 * 1024;

  /** In characters; of a longer name the end is kept. */
  private static final int LONGEST_NAME = 200;

  private final FileRepository repository;
  private final ContentTypes types;
  private final Map<FileSubject.Kind, FileHolder> holders;
  private final CompanyClock clock;

  Files(
      FileRepository repository, ContentTypes types, List<FileHolder> holders, CompanyClock clock) {
    this.repository = repository;
    this.types = types;
    this.holders =
        holders.stream().collect(Collectors.toUnmodifiableMap(FileHolder::kind, holder -> holder));
    this.clock = clock;
  }

  /**
   * Puts a file on a deal; whoever does it needs the right {@code file.add}.
   *
   * @param kind null if nobody said which, or none there is
   * @param name as the file is called where it comes from, with or without folders
   * @param content read more than once; null if there is none
   * @throws NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   * @throws IOException if the content cannot be read; nothing is stored then
   */
  @Transactional(rollbackFor = IOException.class)
  public Outcome add(
      Actor by,
      DealId deal,
      @Nullable FileKind kind,
      @Nullable String name,
      @Nullable InputStreamSource content)
      throws IOException {
    return add(by, FileSubject.of(deal), kind, name, content);
  }

  /** The same for whatever can have files. */
  @Transactional(rollbackFor = IOException.class)
  public Outcome add(
      Actor by,
      FileSubject subject,
      @Nullable FileKind kind,
      @Nullable String name,
      @Nullable InputStreamSource content)
      throws IOException {
    FileHolder holder = holder(subject);
    holder.require(by, subject.id(), "file.add");
    FileDigest digest = content == null ? FileDigest.EMPTY : FileDigest.of(content, LARGEST);
    List<Violation> wrong = wrong(kind, digest);
    if (kind == null || content == null || !wrong.isEmpty()) return new Outcome.Refused(wrong);
    if (digest.size() > LARGEST) return new Outcome.TooLarge();
    String clean = cleaned(name);
    Optional<String> type = types.detect(content, clean);
    if (type.isEmpty()) return new Outcome.TypeRefused();
    StoredFile file =
        repository.insert(subject, kind, clean, type.get(), digest, by, clock.instant());
    try (InputStream in = content.getInputStream()) {
      repository.write(file.id(), in);
    }
    holder.attached(by, file);
    return new Outcome.Stored(file);
  }

  /**
   * The files of a deal or a lead, newest first; whoever asks needs the right {@code file.read}.
   *
   * @throws NotFound if there is no such deal or lead
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  public Page<StoredFile> of(Actor actor, FileSubject subject, PageRequest page) {
    require(actor, subject, "file.read");
    return Page.of(repository.of(subject, page), page, repository.count(subject));
  }

  /**
   * One file; whoever asks needs the right {@code file.read}.
   *
   * @throws NotFound if there is no such file, or it was removed
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  public StoredFile get(Actor actor, long id) {
    StoredFile file = repository.find(id).orElseThrow(() -> new NotFound("file " + id));
    require(actor, file.subject(), "file.read");
    return file;
  }

  /** The content of a file that {@link #get} gave, fetched piece by piece as it is read. */
  public InputStream content(StoredFile file) {
    return new ChunkStream(file.size(), no -> repository.chunk(file.id(), no));
  }

  /**
   * Takes a file off its deal or lead; whoever does it needs the right {@code file.remove}. The row
   * stays, for the history.
   *
   * @throws NotFound if there is no such file, or it was removed
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  @Transactional
  public void remove(Actor by, long id) {
    StoredFile file = repository.find(id).orElseThrow(() -> new NotFound("file " + id));
    require(by, file.subject(), "file.remove");
    if (!repository.remove(id, by, clock.instant())) throw new NotFound("file " + id);
    holder(file.subject()).removed(by, file);
  }

  /**
   * The files of a lead become those of the deal that was made of it, in the transaction that does
   * that; the lead goes on showing them.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void carryOver(Actor by, long lead, DealId deal) {
    FileHolder holder = holder(FileSubject.of(deal));
    repository.carryOver(lead, deal).forEach(file -> holder.attached(by, file));
  }

  void require(Actor actor, FileSubject subject, String right) {
    holder(subject).require(actor, subject.id(), right);
  }

  Set<String> permitted(Actor actor, FileSubject subject, String... rights) {
    return holder(subject).permitted(actor, subject.id(), rights);
  }

  private FileHolder holder(FileSubject subject) {
    FileHolder holder = holders.get(subject.kind());
    if (holder == null) throw new NotFound(subject.path());
    return holder;
  }

  private static List<Violation> wrong(@Nullable FileKind kind, FileDigest digest) {
    var noKind =
        kind != null
            ? Optional.<Violation>empty()
            : Optional.of(
                Violation.invalid(
                    "kind",
                    "Укажите вид файла: estimate-sheet, measurement-sheet, photo или other.",
                    "Give the kind of file: estimate-sheet, measurement-sheet, photo or other."));
    var noFile =
        digest.size() > 0
            ? Optional.<Violation>empty()
            : Optional.of(
                Violation.invalid(
                    "file",
                    "Файл пуст или не приложен: приложите файл с содержимым.",
                    "The file is empty or missing: attach one with content."));
    return Stream.of(noKind, noFile).flatMap(Optional::stream).toList();
  }

  private static String cleaned(@Nullable String name) {
    if (name == null) return "file";
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    // signs that nobody sees could turn a name around: «gnp.exe» shown as «exe.png»
    String clean = TypedText.line(last.replaceAll("\\p{Cntrl}", ""));
    if (clean.isEmpty() || clean.equals(".") || clean.equals("..")) return "file";
    int signs = clean.codePointCount(0, clean.length());
    // the end tells the type
    return signs <= LONGEST_NAME
        ? clean
        : clean.substring(clean.offsetByCodePoints(0, signs - LONGEST_NAME)).strip();
  }

  /** What became of a file that somebody wanted to put on a deal. */
  public sealed interface Outcome {
    record Stored(StoredFile file) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}

    /** It is larger than {@link #LARGEST}. */
    record TooLarge() implements Outcome {}

    /** Its content is of a type that is not taken. */
    record TypeRefused() implements Outcome {}
  }
}
