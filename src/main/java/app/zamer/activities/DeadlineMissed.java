package app.zamer.activities;

import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A deadline of the regulation passed unmet. Published once a miss, inside the transaction that
 * records it.
 *
 * @param dueAt the moment by which it should have been met
 * @param owner whose miss it is: the subject's owner of that moment
 */
public record DeadlineMissed(
    SubjectKind kind, long subject, String rule, String anchor, Instant dueAt, UserId owner) {}
