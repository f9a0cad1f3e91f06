package app.zamer.files;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;

/** A file was put on a deal; published inside the transaction that stores it. */
public record FileAttached(DealId deal, long file, FileKind kind, Actor by) {}
