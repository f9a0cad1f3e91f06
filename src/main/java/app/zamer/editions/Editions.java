package app.zamer.editions;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import app.zamer.regulation.yaml.Flaw;
import app.zamer.regulation.yaml.Reading;
import app.zamer.regulation.yaml.RegulationFile;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.users.Rights;
import app.zamer.web.Busy;
import app.zamer.web.NotFound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The regulation that the program executes: the newest edition that was brought into force, or the
 * one the program comes with. Every node follows within two seconds.
 */
@Service
public class Editions {
  static final String FILE = "sales.yaml";
  static final String DRAFT = "regulation.draft";
  static final String ADOPT = "regulation.adopt";

  private static final Logger log = LoggerFactory.getLogger(Editions.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(2);

  private final EditionRepository repository;
  private final Audit audit;
  private final Failures failures;
  private final CompanyClock clock;
  private final String packaged;
  private final Regulation own;
  private final ReentrantLock checking = new ReentrantLock();
  private volatile InForce current;

  /** An edition in force; {@code id} is 0 for the one the program comes with. */
  private record InForce(long id, String text, Regulation regulation, long lookedAt) {
    InForce lookedAt(long moment) {
      return new InForce(id, text, regulation, moment);
    }
  }

  Editions(
      @Value("classpath:regulation/" + FILE) Resource file,
      EditionRepository repository,
      Audit audit,
      Failures failures,
      CompanyClock clock)
      throws IOException {
    this.repository = repository;
    this.audit = audit;
    this.failures = failures;
    this.clock = clock;
    this.packaged = file.getContentAsString(StandardCharsets.UTF_8);
    this.own =
        switch (RegulationFile.read(FILE, packaged, clock.getZone())) {
          case Reading.Sound(Regulation regulation) -> regulation;
          case Reading.Broken(List<Flaw> flaws) ->
              throw new IllegalStateException("the regulation is broken:\n" + lines(flaws));
        };
    this.current = load(System.nanoTime());
    repository.know(words(own));
    repository.know(words(current.regulation));
  }

  /** To be asked once for every question, so that one edition answers the whole of it. */
  public Regulation inForce() {
    InForce known = current;
    long now = System.nanoTime();
    if (now - known.lookedAt < LOOK_EVERY) {
      return known.regulation;
    }
    known = repository.newestId() == known.id ? known.lookedAt(now) : load(now);
    current = known;
    return known.regulation;
  }

  /**
   * The edition in force.
   *
   * @param id 0 for the one the program comes with
   * @param since when it came into force; null for the one the program comes with
   */
  record Current(long id, Regulation regulation, String text, @Nullable Instant since) {}

  Current current() {
    inForce();
    InForce known = current;
    Instant since =
        repository.find(known.id).map(EditionRepository.Edition::adoptedAt).orElse(null);
    return new Current(known.id, known.regulation, known.text, since);
  }

  /** The text of the edition in force. */
  String text() {
    inForce();
    return current.text;
  }

  /**
   * Looks an edition through without bringing it into force. It takes a while and a processor, so
   * it is done for one at a time.
   *
   * @throws Busy if somebody else is at it
   */
  public Adoption check(String text) {
    if (!checking.tryLock()) {
      throw Busy.withAnother("another edition is being looked through", PAUSE);
    }
    try {
      return checked(text);
    } finally {
      checking.unlock();
    }
  }

  private Adoption checked(String text) {
    return switch (RegulationFile.read(FILE, text, clock.getZone(), own.fields())) {
      case Reading.Broken(List<Flaw> flaws) -> new Adoption.Broken(flaws);
      case Reading.Sound(Regulation read) -> {
        Regulation regulation = read.completedBy(own);
        List<Flaw> flaws = homeless(regulation);
        if (flaws.isEmpty()) {
          flaws = failures.tried(regulation, clock.instant());
        }
        yield flaws.isEmpty() ? new Adoption.Adopted(regulation) : new Adoption.Broken(flaws);
      }
    };
  }

  /**
   * Brings an edition into force; a broken one changes nothing.
   *
   * @throws AccessDeniedException if the actor may not
   */
  @Transactional
  public Adoption adopt(Actor by, String text) {
    require(by, ADOPT);
    Adoption adoption = check(text);
    if (adoption instanceof Adoption.Adopted(Regulation regulation)) {
      repository.know(words(regulation));
      repository.add(regulation.version(), text, by.id(), clock.instant());
      audit.record(
          by,
          "regulation.adopted",
          regulation.version(),
          Map.of("before", current.regulation.version()));
      current = current.lookedAt(System.nanoTime() - LOOK_EVERY);
    }
    return adoption;
  }

  /**
   * The same, if no other edition has come into force meanwhile.
   *
   * @param base the id of the edition that was in force when this one was looked at
   * @throws AccessDeniedException if the actor may not
   */
  @Transactional
  Adoption adopt(Actor by, String text, long base) {
    require(by, ADOPT);
    repository.lock();
    return repository.newestId() != base
            && check(text) instanceof Adoption.Adopted(Regulation wanted)
        ? new Adoption.Overtaken(wanted)
        : adopt(by, text);
  }

  /**
   * Editions that were in force, the newest first.
   *
   * @param before the id of the one that the page before ended with; 0 for the first page
   */
  List<EditionLine> lines(Actor by, long before, int most) {
    require(by, DRAFT);
    return repository.lines(before, most);
  }

  Optional<EditionLine> line(Actor by, long id) {
    require(by, DRAFT);
    return id == 0
        ? Optional.of(new EditionLine(0, own.version(), null, ""))
        : repository.lines(id + 1, 1).stream().filter(line -> line.id() == id).findFirst();
  }

  /**
   * The text of an edition; of the one the program comes with, if the id is 0.
   *
   * @throws NotFound if there is no such edition
   */
  String text(Actor by, long id) {
    require(by, DRAFT);
    return id == 0
        ? packaged
        : repository
            .find(id)
            .map(EditionRepository.Edition::text)
            .orElseThrow(() -> new NotFound("edition " + id));
  }

  /** Whether the program's own file has a right; an edition may take it from everybody. */
  boolean knows(String right) {
    return own.rights().containsKey(right);
  }

  /**
   * @throws AccessDeniedException if the actor lacks a right of the edition in force
   */
  void require(Actor by, String right) {
    if (EditionRights.scopes(inForce(), by, right).isEmpty()) {
      throw Rights.denied(by, right);
    }
  }

  private InForce load(long now) {
    Optional<EditionRepository.Edition> adopted = repository.newest();
    if (adopted.isPresent()) {
      EditionRepository.Edition edition = adopted.get();
      switch (RegulationFile.read(FILE, edition.text(), clock.getZone(), own.fields())) {
        case Reading.Sound(Regulation regulation) -> {
          return new InForce(
              edition.id(), edition.text(), failures.watched(regulation.completedBy(own)), now);
        }
        // sound when it was adopted, so it is the program that has changed since
        case Reading.Broken(List<Flaw> flaws) ->
            log.error(
                "this program cannot read the adopted edition {} and goes on with its own:\n{}",
                edition.id(),
                lines(flaws));
      }
    }
    return new InForce(
        adopted.map(EditionRepository.Edition::id).orElse(0L),
        packaged,
        failures.watched(own),
        now);
  }

  private static Map<String, Set<String>> words(Regulation regulation) {
    return regulation.fields().entrySet().stream()
        .filter(field -> !field.getValue().words().isEmpty())
        .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().words().keySet()));
  }

  /** Words that deals hold and that the edition in force has and this one has not. */
  private Stream<String> wordless(Regulation regulation) {
    Map<String, Set<String>> kept = words(regulation);
    return words(inForce()).entrySet().stream()
        .flatMap(
            field -> {
              Set<String> gone = new TreeSet<>(field.getValue());
              gone.removeAll(kept.getOrDefault(field.getKey(), Set.of()));
              return gone.isEmpty()
                  ? Stream.empty()
                  : repository.wordsInUse(field.getKey(), gone).stream()
                      .map(word -> "deals hold the word " + word + " in " + field.getKey());
            });
  }

  private List<Flaw> homeless(Regulation regulation) {
    Stream<String> deals =
        repository.stagesInUse().stream()
            .filter(stage -> regulation.stage(StageId.parse(stage)).isEmpty())
            .map(stage -> "deals stand in stage " + stage);
    Stream<String> leads =
        repository.leadStagesInUse().stream()
            .filter(stage -> regulation.leads().stage(stage).isEmpty())
            .map(stage -> "leads stand in stage " + stage);
    return Stream.of(deals, leads, wordless(regulation))
        .flatMap(each -> each)
        .map(who -> new Flaw(FILE, 1, 1, who + ", which this edition does not have"))
        .toList();
  }

  private static String lines(List<Flaw> flaws) {
    return flaws.stream().map(Flaw::toString).collect(Collectors.joining("\n"));
  }
}
