package app.zamer.chat;

import app.zamer.regulation.DealId;

/** Somebody has opened or left a deal's chat; published inside the transaction that notes it. */
public record PresenceChanged(DealId deal) {}
