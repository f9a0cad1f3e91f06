package app.zamer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;

class ContentTypesTests {
  private static final byte[] OLD_TEXT =
      "Подъезд 2, код 45К7.\r\nЗвонить заранее — ребёнок спит"
          .getBytes(Charset.forName("windows-1251"));

  private final ContentTypes types = new ContentTypes();

  static Stream<Arguments> taken() {
    return Stream.of(
        arguments("смета.pdf", Samples.PDF, "application/pdf"),
        arguments("фото.jpg", Samples.JPEG, "image/jpeg"),
        arguments("план.png", Samples.PNG, "image/png"),
        arguments("план.webp", Samples.WEBP, "image/webp"),
        arguments("IMG_1.HEIC", Samples.HEIC, "image/heic"),
        arguments("a.gif", Samples.GIF, "image/gif"),
        arguments("скан.tiff", Samples.TIFF, "image/tiff"),
        arguments(
            "лист.docx",
            Samples.DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        arguments(
            "лист.xlsx",
            Samples.XLSX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        arguments("лист.doc", Samples.OLE, "application/msword"),
        arguments("лист.XLS", Samples.OLE, "application/vnd.ms-excel"),
        arguments("лист.odt", Samples.ODT, "application/vnd.oasis.opendocument.text"),
        arguments("лист.ods", Samples.ODS, "application/vnd.oasis.opendocument.spreadsheet"),
        arguments("заметки.txt", Samples.TEXT, "text/plain"),
        arguments("заметки", Samples.TEXT, "text/plain"),
        arguments("заметки.TXT", OLD_TEXT, "text/plain"),
        arguments("заметки", OLD_TEXT, "text/plain"),
        arguments(
            "заметки.txt", "Ёлка, подъезд 2".getBytes(Charset.forName("KOI8-R")), "text/plain"),
        // the content decides, whatever the name says
        arguments("фото.pdf", Samples.JPEG, "image/jpeg"),
        arguments("фото.html", Samples.PNG, "image/png"),
        arguments(
            "лист.pdf",
            Samples.DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        arguments("file", Samples.PDF, "application/pdf"));
  }

  @ParameterizedTest(name = "{0} is {2}")
  @MethodSource
  void taken(String name, byte[] content, String type) throws IOException {
    assertThat(types.detect(new ByteArrayResource(content), name)).contains(type);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("смета.pdf", Samples.HTML),
        arguments("смета.txt", Samples.HTML),
        arguments("index.html", Samples.HTML),
        arguments("index.html", Samples.TEXT),
        arguments("index.html", OLD_TEXT),
        arguments("a.txt", new byte[] {'a', 0, 'b', (byte) 0xFF}),
        arguments("план.svg", Samples.SVG),
        arguments("план.png", Samples.SVG),
        arguments("a.xml", Samples.XML),
        arguments("a.sh", Samples.SHELL),
        arguments("a.txt", Samples.SHELL),
        arguments("a.js", Samples.TEXT),
        arguments("a.bat", Samples.TEXT),
        arguments("смета.exe", Samples.EXE),
        arguments("смета.pdf", Samples.EXE),
        arguments("архив.zip", Samples.ZIP),
        arguments("смета.docx", Samples.ZIP),
        arguments("смета.docx", Samples.JAR),
        arguments("смета.docx", Samples.DOCM),
        arguments("смета.doc.msi", Samples.OLE),
        arguments("смета.pdf", Samples.OLE),
        arguments("смета.docx", new byte[] {'P', 'K', 3, 4, 0, 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, byte[] content) throws IOException {
    assertThat(types.detect(new ByteArrayResource(content), name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "смета.pdf,  application/pdf, смета.pdf",
    "фото.JPEG,  image/jpeg,      фото.JPEG",
    "фото.html,  image/jpeg,      фото.html.jpg",
    "file,       text/plain,      file.txt",
  })
  void a_name_that_belies_the_type_is_handed_out_with_the_types_ending(
      String name, String type, String shown) {
    assertThat(ContentTypes.honest(name, type)).isEqualTo(shown);
  }
}
