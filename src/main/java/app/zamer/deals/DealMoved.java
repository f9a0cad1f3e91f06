package app.zamer.deals;

import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.UserId;
import java.time.Instant;

/** A deal has gone to another stage. */
public record DealMoved(
    DealId deal, StageId from, StageId to, UserId by, String rule, Instant at) {}
