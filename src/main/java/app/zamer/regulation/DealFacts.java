package app.zamer.regulation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one deal that the regulation looks at. Amounts are RUB, days are days in the
 * company's time zone, and texts that nobody has filled in are empty, never null.
 *
 * @param reached every stage the deal has ever been in, the present one included (IRR-1)
 * @param visit the visit that counts: the latest that was not called off; null if there was none
 * @param visitsHeld how many visits have a result
 * @param contractTaken another deal bears this deal's contract number (WIN-2)
 * @param nextContactOn the day agreed with the client for the next contact; a planned activity
 *     stands for it
 * @param pinned texts of the pinned comments
 * @param planned activities people planned by hand and have not done yet
 * @param completed activities of the regulation that are done, with their results
 */
public record DealFacts(
    StageId stage,
    Set<StageId> reached,
    Address address,
    Estimate estimate,
    Measurement measurement,
    @Nullable Visit visit,
    int visitsHeld,
    Contract contract,
    boolean contractTaken,
    Loss loss,
    @Nullable LocalDate nextContactOn,
    List<String> pinned,
    List<Planned> planned,
    List<Completed> completed,
    Chat chat,
    Files files) {

  /** A deal of which nothing is known but where it stands and where it has been. */
  static DealFacts bare(StageId stage, Set<StageId> reached) {
    return new DealFacts(
        stage,
        reached,
        new Address("", "", "", "", "", "", ""),
        new Estimate(null, null, ""),
        new Measurement(null, "", null, null, ""),
        null,
        0,
        new Contract("", null, null, ""),
        false,
        new Loss("", "", ""),
        null,
        List.of(),
        List.of(),
        List.of(),
        new Chat(Set.of(), null),
        new Files(0, 0));
  }

  /** The same deal in another stage. */
  public DealFacts at(StageId to) {
    var grown = new LinkedHashSet<>(reached);
    grown.add(to);
    return changed(
        draft -> {
          draft.stage = to;
          draft.reached = grown;
        });
  }

  /**
   * The same deal with one field changed.
   *
   * @param field a name of {@link DealField}
   * @param value of the field's type; {@link java.util.Optional} is taken as what it holds
   * @throws IllegalArgumentException if no field has this name
   */
  public DealFacts with(String field, @Nullable Object value) {
    return DealField.of(field)
        .in(this, value instanceof Optional<?> optional ? optional.orElse(null) : value);
  }

  public DealFacts with(Address other) {
    return changed(draft -> draft.address = other);
  }

  public DealFacts with(Estimate other) {
    return changed(draft -> draft.estimate = other);
  }

  public DealFacts with(Measurement other) {
    return changed(draft -> draft.measurement = other);
  }

  /**
   * The same deal with another visit that counts; {@code held} is how many visits have a result
   * then.
   */
  public DealFacts with(@Nullable Visit other, int held) {
    return changed(
        draft -> {
          draft.visit = other;
          draft.visitsHeld = held;
        });
  }

  public DealFacts with(Contract other) {
    return changed(draft -> draft.contract = other);
  }

  public DealFacts with(Loss other) {
    return changed(draft -> draft.loss = other);
  }

  public DealFacts withContractTaken(boolean taken) {
    return changed(draft -> draft.contractTaken = taken);
  }

  public DealFacts withNextContactOn(@Nullable LocalDate date) {
    return changed(draft -> draft.nextContactOn = date);
  }

  /** The same deal with one more comment pinned. */
  public DealFacts withPinned(String text) {
    return changed(draft -> draft.pinned = with(pinned, text));
  }

  /** The same deal with one more activity of the regulation done. */
  public DealFacts withCompleted(Completed other) {
    return changed(draft -> draft.completed = with(completed, other));
  }

  public DealFacts with(Files other) {
    return changed(draft -> draft.files = other);
  }

  private static <T> List<T> with(List<T> list, T more) {
    return Stream.concat(list.stream(), Stream.of(more)).toList();
  }

  private DealFacts changed(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return new DealFacts(
        draft.stage,
        draft.reached,
        draft.address,
        draft.estimate,
        draft.measurement,
        draft.visit,
        draft.visitsHeld,
        draft.contract,
        draft.contractTaken,
        draft.loss,
        draft.nextContactOn,
        draft.pinned,
        planned,
        draft.completed,
        chat,
        draft.files);
  }

  /** The parts that a change may exchange. */
  private static final class Draft {
    private StageId stage;
    private Set<StageId> reached;
    private Address address;
    private Estimate estimate;
    private Measurement measurement;
    private @Nullable Visit visit;
    private int visitsHeld;
    private Contract contract;
    private boolean contractTaken;
    private Loss loss;
    private @Nullable LocalDate nextContactOn;
    private List<String> pinned;
    private List<Completed> completed;
    private Files files;

    private Draft(DealFacts facts) {
      this.stage = facts.stage;
      this.reached = facts.reached;
      this.address = facts.address;
      this.estimate = facts.estimate;
      this.measurement = facts.measurement;
      this.visit = facts.visit;
      this.visitsHeld = facts.visitsHeld;
      this.contract = facts.contract;
      this.contractTaken = facts.contractTaken;
      this.loss = facts.loss;
      this.nextContactOn = facts.nextContactOn;
      this.pinned = facts.pinned;
      this.completed = facts.completed;
      this.files = facts.files;
    }
  }

  /**
   * What differs in another state of the same deal, field by field in the order of {@link
   * DealField}.
   */
  public List<Change> changesTo(DealFacts after) {
    return Arrays.stream(DealField.values())
        .filter(field -> !field.sameIn(this, after))
        .map(field -> new Change(field.id(), field.of(this), field.of(after)))
        .toList();
  }

  /**
   * One field's change, as history keeps it.
   *
   * @param before null or empty if nobody had filled it in
   */
  public record Change(String field, @Nullable Object before, @Nullable Object after) {}

  /**
   * Each part is empty while nobody has said it, and {@code "-"} when it was said not to exist
   * (PRE-1).
   */
  public record Address(
      String city,
      String street,
      String house,
      String apartment,
      String entrance,
      String floor,
      String intercom) {}

  /**
   * The preliminary estimate and the technologist's stamp on it (MEAS-5).
   *
   * @param returnedAt when the technologist gave it back instead; null if he did not, or if sum or
   *     sheet have changed since
   */
  public record Estimate(
      @Nullable BigDecimal amount,
      @Nullable Instant stampedAt,
      String stampedBy,
      @Nullable Instant returnedAt) {
    /** An estimate that was not given back. */
    public Estimate(@Nullable BigDecimal amount, @Nullable Instant stampedAt, String stampedBy) {
      this(amount, stampedAt, stampedBy, null);
    }
  }

  /**
   * The planned measurement, one row for deal and ledger.
   *
   * @param dateKind {@code exact}, {@code approximate} or empty
   * @param decidedOn the day on which {@code date} was last set or changed; set by the program
   * @param status the ledger's status, empty while the ledger has no record
   */
  public record Measurement(
      @Nullable LocalDate date,
      String dateKind,
      @Nullable LocalDate decidedOn,
      @Nullable Boolean videoAllowed,
      String status) {}

  /**
   * An engineer's visit.
   *
   * @param outcome {@code contract}, {@code no-contract}, {@code repeat} or empty while unknown
   * @param repeat an earlier visit of this deal ended in «repeat» (REP)
   */
  public record Visit(
      String engineer,
      Instant startsAt,
      Instant endsAt,
      Instant plannedAt,
      @Nullable Instant confirmedAt,
      String outcome,
      @Nullable Instant outcomeAt,
      boolean repeat) {}

  public record Contract(
      String number,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal discount,
      String clientName) {}

  /**
   * @param reason one of the file's words for it
   * @param remark the reason in the words in which it was said
   */
  public record Loss(String result, String reason, String remark) {}

  public record Planned(LocalDate dueOn) {}

  /**
   * @param anchor the day the activity belonged to, as an obligation names it
   * @param result {@code confirmed}, {@code moved}, {@code refused} or {@code done}
   */
  public record Completed(String rule, String anchor, String result) {}

  /**
   * @param roles roles of the people in the deal's chat
   * @param managerWroteAt when the deal's manager last wrote there
   */
  public record Chat(Set<String> roles, @Nullable Instant managerWroteAt) {}

  /**
   * How many files of each kind the deal has; measurement sheets are counted from the latest visit
   * on.
   */
  public record Files(int estimateSheets, int measurementSheets) {}
}
