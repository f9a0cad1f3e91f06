package app.zamer.chat;

import app.zamer.users.UserId;
import java.time.Instant;

/** Somebody who is in a deal's chat, and who asked him in, when. */
public record Participant(UserId user, UserId invitedBy, Instant invitedAt) {}
