package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/** A technologist has stamped the estimate (MEAS-5). Published inside the transaction. */
public record StampGiven(DealId deal, UserId by, Instant at) {}
