package app.zamer.activities;

/**
 * A day that a dialog offers by a word.
 *
 * @param value the day, as the form sends it
 * @param label the word, such as «завтра»
 * @param day the day, as people read it
 */
public record DayChoice(String value, String label, String day) {}
