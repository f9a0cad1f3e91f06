package app.zamer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkStreamTests {
  private final byte[] content = Samples.pdf(2 * FileRepository.CHUNK + 7);
  private final List<Integer> fetched = new ArrayList<>();
  private final ChunkStream stream = new ChunkStream(content.length, this::fetch);

  @Test
  void pieces_are_fetched_one_by_one_as_they_are_read() throws IOException {
    assertThat(fetched).isEmpty();
    assertThat(stream.readNBytes(100)).isEqualTo(Arrays.copyOf(content, 100));
    assertThat(fetched).containsExactly(0);
    assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 100, content.length));
    assertThat(fetched).containsExactly(0, 1, 2);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void what_is_skipped_is_not_fetched() throws IOException {
    assertThat(stream.skip(2 * FileRepository.CHUNK)).isEqualTo(2 * FileRepository.CHUNK);
    assertThat(stream.read()).isEqualTo(content[2 * FileRepository.CHUNK] & 0xff);
    assertThat(stream.skip(100)).isEqualTo(6);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(fetched).containsExactly(2);
  }

  @Test
  void a_piece_that_lacks_bytes_is_an_error_and_no_short_file() {
    var damaged = new ChunkStream(100, _ -> new byte[50]);
    assertThatThrownBy(damaged::readAllBytes).isInstanceOf(IOException.class);
  }

  private byte[] fetch(int no) {
    fetched.add(no);
    int from = no * FileRepository.CHUNK;
    return Arrays.copyOfRange(content, from, Math.min(content.length, from + FileRepository.CHUNK));
  }
}
