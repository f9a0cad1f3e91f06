package app.zamer.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * A table for Excel (xlsx), written out row by row, so that it may be long. Days, moments and sums
 * are what they are and can be reckoned with; a text is a text, whatever it begins with, and never
 * a formula.
 */
public final class Spreadsheet {
  /** More rows than this are not written: {@link #isFull()}. */
  public static final int MOST_ROWS = 50_000;

  private static final String TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final int WRITE_OUT_EVERY = 500;
  private static final int LONGEST_TEXT = 32_767;

  private final List<Column> columns;
  private final Workbook workbook;
  private final Worksheet sheet;
  private int rows;

  /**
   * @param width in characters
   */
  public record Column(String title, int width) {}

  private Spreadsheet(OutputStream out, String name, List<Column> columns) {
    this.columns = List.copyOf(columns);
    workbook = new Workbook(out, "Zamer", null);
    sheet = workbook.newWorksheet(name);
    for (int column = 0; column < columns.size(); column++) {
      sheet.width(column, columns.get(column).width());
      sheet.inlineString(0, column, columns.get(column).title());
      sheet.style(0, column).bold().wrapText(true).verticalAlignment("top").set();
    }
    sheet.freezePane(0, 1);
    sheet.repeatRows(0);
    sheet.pageOrientation("landscape");
    sheet.fitToWidth((short) 1);
    sheet.fitToHeight((short) 0);
  }

  /**
   * Answers a request with a table, which {@link #end} ends.
   *
   * @param file the name under which a browser keeps it, without its ending
   * @param name of the sheet
   */
  public static Spreadsheet answer(
      HttpServletResponse response, String file, String name, List<Column> columns)
      throws IOException {
    response.setContentType(TYPE);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(file + ".xlsx", StandardCharsets.UTF_8)
            .build()
            .toString());
    return new Spreadsheet(response.getOutputStream(), name, columns);
  }

  /** Whether no row fits any more. */
  public boolean isFull() {
    return rows == MOST_ROWS;
  }

  public int rows() {
    return rows;
  }

  /**
   * Writes a row below the others.
   *
   * @param cells in the order of the columns: texts, {@link LocalDate}, {@link LocalDateTime},
   *     {@link BigDecimal} as a sum of RUB; null where there is nothing
   */
  public void row(@Nullable Object... cells) throws IOException {
    if (isFull()) {
      throw new IllegalStateException("more than " + MOST_ROWS + " rows");
    }
    rows++;
    for (int column = 0; column < cells.length; column++) {
      write(rows, column, cells[column]);
    }
    if (rows % WRITE_OUT_EVERY == 0) {
      sheet.flush();
    }
  }

  /**
   * Ends the table with a sheet that says what it shows. A table that was not ended, since
   * something failed on the way, nobody can open and take for the whole.
   *
   * @param lines each a word for something and what it is
   */
  public void end(String name, List<List<String>> lines) throws IOException {
    sheet.setAutoFilter(0, 0, rows, columns.size() - 1);
    sheet.finish();
    Worksheet about = workbook.newWorksheet(name);
    about.width(0, 24);
    about.width(1, 60);
    for (int line = 0; line < lines.size(); line++) {
      for (int column = 0; column < lines.get(line).size(); column++) {
        about.inlineString(line, column, text(lines.get(line).get(column)));
      }
      about.style(line, 0).bold().set();
    }
    about.finish();
    workbook.finish();
  }

  private void write(int row, int column, @Nullable Object cell) {
    switch (cell) {
      case null -> {}
      case LocalDate day -> {
        sheet.value(row, column, day);
        sheet.style(row, column).format("dd.mm.yyyy").set();
      }
      case LocalDateTime moment -> {
        sheet.value(row, column, moment);
        sheet.style(row, column).format("dd.mm.yyyy hh:mm").set();
      }
      case BigDecimal amount -> {
        sheet.value(row, column, amount);
        sheet.style(row, column).format("#,##0.00").set();
      }
      default -> {
        String text = text(cell.toString());
        if (!text.isEmpty()) {
          sheet.inlineString(row, column, text);
        }
      }
    }
  }

  /** Characters that XML does not have would break the whole file. */
  private static String text(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\\x{FFFE}\\x{FFFF}]|\\p{Cs}", "");
    return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) : clean;
  }
}
