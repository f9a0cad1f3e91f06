package app.zamer.intake;

import app.zamer.users.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A form has brought as many requests in an hour as it may, and further ones are refused. Published
 * once an hour at most.
 *
 * @param form which form it is, by its id
 * @param owner whose its leads are; null for whoever takes them
 * @param at when the first one was refused
 */
public record FormFlooded(long form, @Nullable UserId owner, Instant at) {}
