package app.zamer.chat;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;

/** Somebody new is in a deal's chat; published inside the transaction that let him in. */
public record ParticipantJoined(DealId deal, UserId user, Actor by) {}
