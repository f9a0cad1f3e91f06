package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;

/**
 * A visit was planned, anew or instead of another (MEAS-7). Published inside the transaction that
 * planned it; manager and engineer belong into the deal's chat from now on.
 */
public record VisitPlanned(
    DealId deal, UserId engineer, Instant startsAt, Instant endsAt, Actor by) {}
