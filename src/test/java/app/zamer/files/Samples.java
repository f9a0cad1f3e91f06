package app.zamer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Contents of many types, no larger than it takes to be recognised. */
final class Samples {
  static final byte[] PDF =
      text(
          "%PDF-1.7\n"
              + "%âãÏÓ\n"
              + "1 0 obj\n"
              + "<< /Type /Catalog >>\n"
              + "endobj\n"
              + "trailer\n"
              + "<< /Root 1 0 R >>\n"
              + "%%EOF\n");
  static final byte[] JPEG = hex("ffd8ffe000104a46494600010100000100010000ffdb004300ffd9");
  static final byte[] PNG =
      hex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489");
  static final byte[] WEBP = hex("524946462400000057454250565038200000000000000000");
  static final byte[] HEIC = hex("0000001866747970686569630000000068656963");
  static final byte[] HEIF = hex("00000018667479706d696631000000006d696631");
  static final byte[] GIF =
      hex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b");
  static final byte[] TIFF = hex("49492a0008000000000000000000");
  static final byte[] DOCX = zip("word/document.xml", "[Content_Types].xml", "_rels/.rels");
  static final byte[] XLSX = zip("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml");
  static final byte[] DOCM = zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin");
  static final byte[] ODT = odf("application/vnd.oasis.opendocument.text");
  static final byte[] ODS = odf("application/vnd.oasis.opendocument.spreadsheet");
  static final byte[] ZIP = zip("readme.txt");
  static final byte[] JAR = zip("META-INF/MANIFEST.MF", "Main.class");
  static final byte[] OLE = Arrays.copyOf(hex("d0cf11e0a1b11ae1"), 2048);
  static final byte[] EXE = Arrays.copyOf(hex("4d5a90000300000004000000ffff0000"), 512);
  static final byte[] TEXT = text("Стена слева 3400 мм, окно не трогать.\n");
  static final byte[] HTML =
      text("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>");
  static final byte[] SVG =
      text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");
  static final byte[] XML = text("<?xml version=\"1.0\"?><a/>");
  static final byte[] SHELL = text("#!/bin/sh\nrm -rf /\n");

  private Samples() {}

  /** A PDF of just this size, with noise that no compression makes smaller. */
  static byte[] pdf(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    System.arraycopy(PDF, 0, content, 0, PDF.length);
    return content;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] odf(String mimetype) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("mimetype"));
      zip.write(mimetype.getBytes(StandardCharsets.US_ASCII));
      zip.putNextEntry(new ZipEntry("content.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String... entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
