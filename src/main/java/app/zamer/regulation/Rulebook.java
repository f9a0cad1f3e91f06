package app.zamer.regulation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a regulation file says, compiled: immutable data that {@link Regulation} asks. {@code
 * regulation.yaml} makes it.
 *
 * @param version the file's own version and a digest of its text, such as {@code 1-3fa94c1b}
 * @param form which form of the file it is written in; a lower one lacks the rights that came later
 * @param zone the company's time zone, in which days are counted
 * @param fields what it says of the fields that messages name and of those that are one of a few
 *     words
 * @param start where a new deal begins
 * @param rights who may do what: right → role → scope
 * @param references the clauses that pages and history refer to
 * @param leads what it says of leads; null if it has no such section, as old editions have none
 */
public record Rulebook(
    String version,
    int form,
    ZoneId zone,
    Map<String, Object> parameters,
    Map<String, Field> fields,
    List<Pipeline> pipelines,
    StageId start,
    List<Clause> clauses,
    List<Guard> guards,
    List<Duty> duties,
    List<NextStep> steps,
    List<Settlement> settlements,
    List<Effect> effects,
    Map<String, Map<String, Scope>> rights,
    Map<Topic, String> references,
    @Nullable LeadRules leads) {

  /**
   * What the file says of a field.
   *
   * @param words what it can be besides empty, in the order in which people choose; empty if it may
   *     say anything
   * @param ownWords the word for whatever people say in their own words, which are kept beside it;
   *     null if they may not
   * @param right who may change it besides those who may change the deal; null if nobody else is
   *     asked
   */
  public record Field(
      Text label,
      Map<String, Word> words,
      @Nullable String ownWords,
      @Nullable String right,
      Limits limits) {
    /** A field that may say anything within these limits. */
    public Field(Text label, Limits limits) {
      this(label, Map.of(), null, null, limits);
    }
  }

  /**
   * Between what a value of a field has to lie; null is no bound.
   *
   * @param longest of a text, in characters
   * @param from of a sum, in RUB, itself among them
   * @param to of a sum, in RUB, itself among them
   * @param earliest of a date, in days from today, itself among them; negative for the past
   * @param latest of a date, in days from today, itself among them
   */
  public record Limits(
      @Nullable Integer longest,
      @Nullable BigDecimal from,
      @Nullable BigDecimal to,
      @Nullable Integer earliest,
      @Nullable Integer latest) {
    public static final Limits NONE = new Limits(null, null, null, null, null);
  }

  /**
   * One of the words that a field can be.
   *
   * @param icon the picture that goes with it; null if none does
   * @param means what it means to the program; null if nothing
   */
  public record Word(String id, Text text, @Nullable String icon, @Nullable Meaning means) {}

  public record Pipeline(String id, Text name, List<Stage> stages) {}

  /**
   * @param irreversible having been here bars the stages before (IRR-1)
   * @param entry the clause that says how a deal gets here, quoted when it comes from elsewhere
   *     than {@code from}
   */
  public record Stage(
      StageId id,
      Text name,
      Status status,
      boolean irreversible,
      String entry,
      Set<StageId> from) {}

  /** What a stage makes of a deal. */
  public enum Status {
    OPEN,
    WON,
    LOST
  }

  public record Clause(String id, Text title, Text text) {}

  /**
   * What has to hold for a move or an action.
   *
   * @param at the stages and actions it guards
   * @param lasting it must go on holding while the deal is there: an edit may not break it
   * @param suggest for a route clause, the stage that fits instead
   * @param message what to do; {@code {field}}, {@code {from}}, {@code {to}}, {@code {suggested}}
   *     and {@code {param.x}} are filled in
   */
  public record Guard(
      String rule,
      Set<String> at,
      @Nullable String field,
      Expression<Boolean> when,
      Expression<Boolean> holds,
      boolean lasting,
      @Nullable Expression<String> suggest,
      Text message) {}

  /**
   * What makes an {@link Obligation}.
   *
   * @param date the field that moves when the activity is completed as «moved»; null if none
   * @param action the action that brings it about, such as {@code visit.result}; null if no single
   *     one does
   * @param from since when the action can be done, and then it is the step to take; null if the
   *     clock does not say
   * @param warn the parameter that says how many minutes before a deadline its people are told of
   *     it; null if they are not
   */
  public record Duty(
      Obligation.Kind kind,
      String rule,
      Expression<Boolean> when,
      Expression<String> anchor,
      String assignee,
      @Nullable Expression<LocalDate> dueOn,
      Expression<Instant> dueAt,
      Expression<Boolean> met,
      List<String> results,
      @Nullable StageId onMiss,
      @Nullable String date,
      @Nullable String action,
      @Nullable Expression<Instant> from,
      @Nullable String warn,
      Text subject) {}

  /**
   * A step a person takes next: a move, an action or a field to fill in; exactly one of the three
   * is given.
   *
   * @param otherwise it is for when nothing else can be done
   */
  public record NextStep(
      String rule,
      Expression<Boolean> when,
      @Nullable Expression<String> to,
      @Nullable String action,
      @Nullable String fill,
      boolean otherwise,
      Text text) {}

  /** Where the program itself puts a deal whose facts have changed. */
  public record Settlement(String rule, Expression<Boolean> when, Expression<String> to) {}

  /** What a move writes besides the stage. */
  public record Effect(Set<String> at, Expression<Boolean> when, String field, Expression<?> to) {}

  /** Which deals a right reaches. */
  public enum Scope {
    /** Deals whose manager he is. */
    OWN,
    /** Deals of his own visits. */
    VISIT,
    /** Every deal. */
    ALL
  }
}
