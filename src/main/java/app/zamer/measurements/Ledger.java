package app.zamer.measurements;

import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.web.NotFound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * The client ledger «Учёт клиентов», as people change it: every change goes into the deal's one row
 * and is a change of the deal (ALL-1). Every method throws {@link NotFound} if there is no such
 * record and {@link AccessDeniedException} if the actor lacks the right.
 */
@Component
public class Ledger {
  static final String READ = "ledger.read";
  static final String EDIT = "ledger.edit";
  static final String SET_STATUS = "ledger.status";
  static final String STATUS = DealField.MEASUREMENT_STATUS.id();

  static final String READ_REQUESTS = "ledger.status.read";
  static final String ASK_FOR_STATUS = "ledger.status.request";

  private final CheckedGate gate;
  private final DealAccess access;
  private final LedgerQuery query;
  private final DealQuestions questions;

  Ledger(CheckedGate gate, DealAccess access, LedgerQuery query, DealQuestions questions) {
    this.gate = gate;
    this.access = access;
    this.query = query;
    this.questions = questions;
  }

  /**
   * Sets the status of a record, as far as the regulation lets it be set by hand.
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   */
  public Outcome setStatus(
      Actor actor, DealId deal, @Nullable Long expectedVersion, String status) {
    requireRecord(deal);
    return renamed(
        gate.change(
            actor,
            deal,
            SET_STATUS,
            null,
            expectedVersion,
            facts -> Checked.fine(facts.with(STATUS, status))));
  }

  Outcome edit(Actor actor, DealId deal, @Nullable Long expectedVersion, LedgerEdit edit) {
    requireRecord(deal);
    if (edit.asksStatus()) {
      requireStatus(actor, deal);
    }
    return renamed(
        gate.change(
            actor,
            deal,
            edit.others() ? EDIT : SET_STATUS,
            null,
            expectedVersion,
            facts -> new Checked(edit.applied(facts), edit.wrong())));
  }

  /**
   * Throws unless the actor may read the record and change what the edit names, but for the status.
   */
  void requireEdit(Actor actor, DealId deal, LedgerEdit edit) {
    access.require(actor, deal, edit.others() ? EDIT : READ);
    requireRecord(deal);
  }

  /** Throws unless the actor may change the record's status. */
  void requireStatus(Actor actor, DealId deal) {
    access.require(actor, deal, SET_STATUS);
  }

  /** Throws unless the actor may ask for another status of the record. */
  void requireAsking(Actor actor, DealId deal) {
    access.require(actor, deal, ASK_FOR_STATUS);
    requireRecord(deal);
  }

  LedgerRecord read(Actor actor, DealId deal) {
    access.require(actor, deal, READ);
    return query.find(deal).orElseThrow(() -> noRecord(deal));
  }

  /** The record, if it may be changed: everything but the status, the status, or both. */
  LedgerRecord forEdit(Actor actor, DealId deal) {
    LedgerRecord record = read(actor, deal);
    if (!mayEdit(actor, deal)) {
      requireStatus(actor, deal);
    }
    return record;
  }

  boolean mayEdit(Actor actor, DealId deal) {
    return permits(actor, deal, EDIT);
  }

  boolean maySetStatus(Actor actor, DealId deal) {
    return permits(actor, deal, SET_STATUS);
  }

  boolean mayAsk(Actor actor, DealId deal) {
    return permits(actor, deal, ASK_FOR_STATUS);
  }

  private boolean permits(Actor actor, DealId deal, String right) {
    try {
      access.require(actor, deal, right);
      return true;
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  /**
   * What stands in the way of asking for each status that a record can have, by its id; empty if
   * nothing does. What may be asked for may still be refused until something else is filled in.
   */
  Map<String, List<Violation>> statuses(DealId deal) {
    var statuses = new LinkedHashMap<String, List<Violation>>();
    questions
        .words(deal, STATUS, ASK_FOR_STATUS)
        .forEach((status, violations) -> statuses.put(status, renamed(violations)));
    return statuses;
  }

  /** The ledger has names of its own for some fields of the deal. */
  private static Outcome renamed(Outcome outcome) {
    return outcome instanceof Outcome.Refused(List<Violation> violations)
        ? new Outcome.Refused(renamed(violations))
        : outcome;
  }

  private static List<Violation> renamed(List<Violation> violations) {
    return violations.stream()
        .map(
            violation ->
                STATUS.equals(violation.field())
                    ? new Violation(violation.rule(), "status", violation.message())
                    : violation)
        .toList();
  }

  private void requireRecord(DealId deal) {
    if (!query.exists(deal)) {
      throw noRecord(deal);
    }
  }

  private static NotFound noRecord(DealId deal) {
    return new NotFound("ledger record " + deal);
  }
}
