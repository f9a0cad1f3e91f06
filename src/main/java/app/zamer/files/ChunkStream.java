package app.zamer.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntFunction;

/**
 * A file's content, of which no more than one piece is ever in memory; skipping fetches nothing.
 */
final class ChunkStream extends InputStream {
  private final long size;
  private final IntFunction<byte[]> chunks;
  private long position;
  private int loaded = -1;
  private byte[] chunk = {};

  ChunkStream(long size, IntFunction<byte[]> chunks) {
    this.size = size;
    this.chunks = chunks;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) return 0;
    if (position >= size) return -1;
    int no = (int) (position / FileRepository.CHUNK);
    if (no != loaded) {
      chunk = chunks.apply(no);
      loaded = no;
    }
    int from = (int) (position % FileRepository.CHUNK);
    int count = Math.min(length, chunk.length - from);
    if (count <= 0) throw new IOException("piece " + no + " of a file is too short");
    System.arraycopy(chunk, from, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, size - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return position / FileRepository.CHUNK == loaded
        ? chunk.length - (int) (position % FileRepository.CHUNK)
        : 0;
  }
}
