package app.zamer.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/**
 * Which types of files are taken. The content decides; the name only tells apart what looks the
 * same inside (a Word from an Excel file of the old kind, a plain text from a script).
 */
@Component
class ContentTypes {
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String ODT = "application/vnd.oasis.opendocument.text";
  private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";
  private static final String OLE = "application/x-tika-msoffice";
  private static final String TEXT = "text/plain";

  /** The types taken, each with the endings that its names have; the first is the usual one. */
  private static final Map<String, List<String>> TAKEN =
      Map.ofEntries(
          Map.entry("application/pdf", List.of("pdf")),
          Map.entry("image/jpeg", List.of("jpg", "jpeg")),
          Map.entry("image/png", List.of("png")),
          Map.entry("image/webp", List.of("webp")),
          Map.entry("image/heic", List.of("heic")),
          Map.entry("image/heif", List.of("heif", "heic")),
          Map.entry("image/gif", List.of("gif")),
          Map.entry("image/tiff", List.of("tif", "tiff")),
          Map.entry(DOCX, List.of("docx")),
          Map.entry(XLSX, List.of("xlsx")),
          Map.entry("application/msword", List.of("doc")),
          Map.entry("application/vnd.ms-excel", List.of("xls")),
          Map.entry(ODT, List.of("odt")),
          Map.entry(ODS, List.of("ods")),
          Map.entry(TEXT, List.of("txt")));

  /** The pictures that every browser shows; the others are saved and opened by a program. */
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/webp", "image/gif");

  private static final String UNKNOWN = "application/octet-stream";

  private final Tika tika = new Tika();

  /** As people call the types that are taken. */
  static List<String> allowed() {
    return List.of(
        "PDF", "JPEG", "PNG", "WEBP", "HEIC", "GIF", "TIFF", "DOCX", "XLSX", "DOC", "XLS", "ODT",
        "ODS", "TXT");
  }

  /** The type of a content, empty if it is none that is taken. */
  Optional<String> detect(InputStreamSource content, String name) throws IOException {
    String inside;
    try (InputStream in = new BufferedInputStream(content.getInputStream())) {
      inside = tika.detect(in);
    }
    String type =
        switch (inside) {
          case "application/zip", "application/x-tika-ooxml", ODT, ODS -> office(content);
          case OLE, TEXT -> {
            try (InputStream in = new BufferedInputStream(content.getInputStream())) {
              yield tika.detect(in, name);
            }
          }
          case UNKNOWN -> isOldText(content, name) ? TEXT : inside;
          default ->
              inside.startsWith("image/heic")
                  ? "image/heic"
                  : inside.startsWith("image/heif") ? "image/heif" : inside;
        };
    return Optional.ofNullable(type).filter(TAKEN::containsKey);
  }

  /**
   * The name under which a file is handed out: a name that belies the type gets the type's ending.
   */
  static String honest(String name, String type) {
    List<String> endings = TAKEN.getOrDefault(type, List.of());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return endings.isEmpty() || endings.contains(ending) ? name : name + "." + endings.getFirst();
  }

  /** Whether a browser may show the type in place instead of saving it. */
  static boolean shownInPlace(String type) {
    return isPicture(type) || type.equals("application/pdf");
  }

  static boolean isPicture(String type) {
    return PICTURES.contains(type);
  }

  /**
   * Whether it is a text of one byte a letter, such as Windows-1251: its name does not say
   * otherwise, and nothing in it is what no text has.
   */
  private static boolean isOldText(InputStreamSource content, String name) throws IOException {
    if (name.contains(".") && !name.toLowerCase(Locale.ROOT).endsWith(".txt")) return false;
    try (InputStream in = new BufferedInputStream(content.getInputStream())) {
      for (int sign = in.read(); sign >= 0; sign = in.read()) {
        boolean control = sign < ' ' && !Character.isWhitespace(sign);
        if (control || sign == 0x7F) return false;
      }
      return true;
    }
  }

  /**
   * The type of an office document, which is a zip: only its table of contents tells which, and
   * that stands at its end.
   */
  private static @Nullable String office(InputStreamSource content) throws IOException {
    Path copy = Files.createTempFile("zamer", ".zip");
    try {
      try (InputStream in = content.getInputStream()) {
        Files.copy(in, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      try (var zip = new ZipFile(copy.toFile())) {
        if (zip.stream()
            .anyMatch(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith("vbaproject.bin")))
          return null;
        if (zip.getEntry("[Content_Types].xml") != null) {
          return zip.getEntry("word/document.xml") != null
              ? DOCX
              : zip.getEntry("xl/workbook.xml") != null ? XLSX : null;
        }
        ZipEntry mimetype = zip.getEntry("mimetype");
        if (mimetype == null) return null;
        try (InputStream in = zip.getInputStream(mimetype)) {
          return new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip();
        }
      }
    } catch (ZipException broken) {
      return null;
    } finally {
      Files.delete(copy);
    }
  }
}
