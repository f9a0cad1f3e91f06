package app.zamer.files;

import static app.zamer.DealFixture.ADMIN;
import static app.zamer.DealFixture.ANNA;
import static app.zamer.DealFixture.EGOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.Fixture;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@ZamerTest
@RecordApplicationEvents
class FilesTests {
  private static final PageRequest FIRST = new PageRequest(0, 50);

  @Autowired Files files;
  @Autowired CompanyClock clock;
  @Autowired SampleDeals deals;
  @Autowired JdbcClient jdbc;
  @Autowired Objector objector;
  @Autowired ApplicationEvents events;
  private DealId deal = new DealId(0);

  @BeforeEach
  void a_deal() {
    deal = deals.deal();
  }

  @Test
  void a_file_comes_back_as_it_went_in() throws IOException {
    StoredFile file =
        stored(files.add(ANNA, deal, FileKind.ESTIMATE_SHEET, "смета.pdf", source(Samples.PDF)));

    assertThat(file.subject()).isEqualTo(FileSubject.of(deal));
    assertThat(file.kind()).isEqualTo(FileKind.ESTIMATE_SHEET);
    assertThat(file.name()).isEqualTo("смета.pdf");
    assertThat(file.contentType()).isEqualTo("application/pdf");
    assertThat(file.size()).isEqualTo(Samples.PDF.length);
    assertThat(file.uploadedBy()).isEqualTo(ANNA.id());
    assertThat(file.uploadedAt()).isBetween(clock.instant().minusSeconds(60), clock.instant());
    assertThat(files.get(ADMIN, file.id())).isEqualTo(file);
    assertThat(files.content(file)).hasBinaryContent(Samples.PDF);
    assertThat(files.of(ADMIN, FileSubject.of(deal), FIRST).items()).containsExactly(file);
    assertThat(events.stream(FileAttached.class))
        .containsExactly(new FileAttached(deal, file.id(), FileKind.ESTIMATE_SHEET, ANNA));
  }

  @Test
  void twenty_megabytes_go_in_and_come_out_to_the_last_byte() throws IOException {
    byte[] content = Samples.pdf((int) Files.LARGEST);
    StoredFile file = stored(files.add(ANNA, deal, FileKind.OTHER, "большой.pdf", source(content)));

    assertThat(file.size()).isEqualTo(20_971_520);
    try (InputStream back = files.content(file)) {
      assertThat(FileDigest.of(() -> back, Long.MAX_VALUE))
          .isEqualTo(new FileDigest(file.size(), file.sha256()));
    }
    assertThat(files.content(file).readAllBytes()).isEqualTo(content);
  }

  @Test
  void one_byte_more_than_twenty_megabytes_is_too_much() throws IOException {
    byte[] content = Samples.pdf((int) Files.LARGEST + 1);
    assertThat(files.add(ANNA, deal, FileKind.OTHER, "большой.pdf", source(content)))
        .isEqualTo(new Files.Outcome.TooLarge());
    nothingIsStored();
  }

  @Test
  void ten_files_put_on_one_deal_at_once_are_all_there() throws Exception {
    List<Future<Files.Outcome>> uploads = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        String name = i + ".jpg";
        uploads.add(
            threads.submit(
                () -> files.add(ANNA, deal, FileKind.PHOTO, name, source(Samples.JPEG))));
      }
      for (Future<Files.Outcome> upload : uploads) stored(upload.get());
    }
    assertThat(files.of(ANNA, FileSubject.of(deal), FIRST).total()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\Users\\anna\\смета.pdf, смета.pdf",
    "../../etc/passwd, passwd",
    "/, file",
    "'', file",
    "' .. ', file",
    "a\u202Egpj.pdf, agpj.pdf",
    "'a\r\nb.pdf', ab.pdf",
  })
  void a_name_loses_its_folders_and_whatever_is_not_seen(String name, String kept)
      throws IOException {
    assertThat(stored(files.add(ANNA, deal, FileKind.OTHER, name, source(Samples.PDF))).name())
        .isEqualTo(kept);
  }

  @Test
  void a_long_name_keeps_its_end() throws IOException {
    StoredFile file =
        stored(
            files.add(ANNA, deal, FileKind.OTHER, "я".repeat(500) + ".pdf", source(Samples.PDF)));
    assertThat(file.name()).hasSize(200).endsWith("яя.pdf");
  }

  @Test
  void an_empty_file_of_an_unknown_kind_is_told_both_at_once() throws IOException {
    assertThat(fields(files.add(ANNA, deal, null, "a.pdf", source(new byte[0]))))
        .containsExactly("kind", "file");
    assertThat(fields(files.add(ANNA, deal, FileKind.PHOTO, null, null))).containsExactly("file");
    assertThat(fields(files.add(ANNA, deal, null, "a.pdf", source(Samples.PDF))))
        .containsExactly("kind");
    nothingIsStored();
  }

  @Test
  void a_page_that_calls_itself_a_pdf_is_refused() throws IOException {
    assertThat(files.add(ANNA, deal, FileKind.OTHER, "смета.pdf", source(Samples.HTML)))
        .isEqualTo(new Files.Outcome.TypeRefused());
    nothingIsStored();
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing() {
    byte[] content = Samples.pdf(3 * FileRepository.CHUNK);
    // whole while it is looked at, broken when it is to be stored
    InputStreamSource breaks =
        new InputStreamSource() {
          private int opened;

          @Override
          public InputStream getInputStream() {
            return ++opened < 3
                ? new ByteArrayInputStream(content)
                : new SequenceInputStream(
                    new ByteArrayInputStream(content, 0, 2 * FileRepository.CHUNK), new Broken());
          }
        };
    assertThatThrownBy(() -> files.add(ANNA, deal, FileKind.OTHER, "a.pdf", breaks))
        .isInstanceOf(IOException.class);
    nothingIsStored();
  }

  @Test
  void a_file_whose_deal_objects_is_not_stored_and_not_removed() throws IOException {
    StoredFile file = stored(files.add(ANNA, deal, FileKind.PHOTO, "a.jpg", source(Samples.JPEG)));
    objector.objectsTo = deal;

    assertThatThrownBy(() -> files.add(ANNA, deal, FileKind.PHOTO, "b.jpg", source(Samples.JPEG)))
        .hasMessage("no");
    assertThatThrownBy(() -> files.remove(ANNA, file.id())).hasMessage("no");

    assertThat(files.of(ANNA, FileSubject.of(deal), FIRST).items()).containsExactly(file);
  }

  @Test
  void a_removed_file_is_gone_for_everybody_and_kept_for_the_history() throws IOException {
    StoredFile file =
        stored(files.add(ANNA, deal, FileKind.MEASUREMENT_SHEET, "лист.pdf", source(Samples.PDF)));
    files.remove(ANNA, file.id());

    assertThat(files.of(ANNA, FileSubject.of(deal), FIRST).total()).isZero();
    assertThatThrownBy(() -> files.get(ANNA, file.id())).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> files.remove(ANNA, file.id())).isInstanceOf(NotFound.class);
    assertThat(events.stream(FileRemoved.class))
        .containsExactly(new FileRemoved(deal, file.id(), FileKind.MEASUREMENT_SHEET, ANNA));
    assertThat(
            jdbc.sql("select removed_by from file where id = ?")
                .param(file.id())
                .query(String.class)
                .single())
        .isEqualTo("test-anna");
  }

  @Test
  void who_lacks_the_right_neither_adds_nor_reads_nor_removes() throws IOException {
    StoredFile file = stored(files.add(ANNA, deal, FileKind.PHOTO, "a.jpg", source(Samples.JPEG)));

    assertThatThrownBy(() -> files.add(ADMIN, deal, FileKind.PHOTO, "b.jpg", source(Samples.JPEG)))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> files.remove(ADMIN, file.id()))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> files.get(EGOR, file.id())).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> files.of(EGOR, FileSubject.of(deal), FIRST))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(files.of(ANNA, FileSubject.of(deal), FIRST).items()).containsExactly(file);
  }

  @Test
  void what_there_is_not_is_not_found() {
    assertThatThrownBy(() -> files.get(ANNA, -1)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> files.remove(ANNA, -1)).isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> files.add(ANNA, new DealId(-1), FileKind.PHOTO, "b.jpg", source(Samples.JPEG)))
        .isInstanceOf(NotFound.class);
  }

  private void nothingIsStored() {
    assertThat(files.of(ANNA, FileSubject.of(deal), FIRST).total()).isZero();
    assertThat(
            jdbc.sql("select count(*) from file where deal_id = ?")
                .param(deal.value())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(events.stream(FileAttached.class)).isEmpty();
  }

  private static InputStreamSource source(byte[] content) {
    return new ByteArrayResource(content);
  }

  private static StoredFile stored(Files.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Files.Outcome.Stored.class);
    return ((Files.Outcome.Stored) outcome).file();
  }

  private static List<@Nullable String> fields(Files.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Files.Outcome.Refused.class);
    return ((Files.Outcome.Refused) outcome)
        .violations().stream().<@Nullable String>map(Violation::field).toList();
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection lost");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return read();
    }
  }

  /** Stands for a module that hears of files inside their transaction and fails. */
  @Fixture
  static class Objector {
    @Nullable DealId objectsTo;

    @EventListener
    void on(FileAttached event) {
      if (event.deal().equals(objectsTo)) throw new IllegalStateException("no");
    }

    @EventListener
    void on(FileRemoved event) {
      if (event.deal().equals(objectsTo)) throw new IllegalStateException("no");
    }
  }
}
