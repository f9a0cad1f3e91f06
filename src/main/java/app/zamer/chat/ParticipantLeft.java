package app.zamer.chat;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;

/** Somebody is in a deal's chat no longer. Published inside the transaction. */
public record ParticipantLeft(DealId deal, Actor by) {}
