package app.zamer.files;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;

/** A file was taken off a deal; published inside the transaction that does it. */
public record FileRemoved(DealId deal, long file, FileKind kind, Actor by) {}
