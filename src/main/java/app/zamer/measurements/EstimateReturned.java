package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A technologist has given the estimate back with a remark instead of a stamp (MEAS-5). Published
 * inside the transaction.
 */
public record EstimateReturned(DealId deal, UserId by, Instant at) {}
