package app.zamer.notices;

/**
 * One line of a mail.
 *
 * @param address where it leads; empty if nowhere
 */
public record LetterLine(String text, String address) {}
