package app.zamer.activities;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an activity's end before anybody has completed it, such as the client's own
 * answer. It fills in the dialog and decides nothing.
 *
 * @param said what happened, as people read it
 * @param result what it would be completed with
 * @param newDate the day it would be moved to; null if to none
 * @param comment what would be written; empty if nothing
 */
public record CompletionHint(
    String said, Result result, @Nullable LocalDate newDate, String comment) {}
