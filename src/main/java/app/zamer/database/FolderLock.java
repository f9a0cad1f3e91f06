package app.zamer.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Holds a data folder for one running program, and says which one it is. */
final class FolderLock {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, creating it if there is none. The system gives it back when this program
   * ends, however it ends.
   *
   * @throws DatabaseProblem if another program has it
   */
  static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("zamer.lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      String owner = Files.readString(file).strip();
      channel.close();
      throw new DatabaseProblem(
          "The data folder " + folder + " is in use by another Zamer, process " + owner + ".",
          "Stop that one, or give this one a folder of its own: ZAMER_DATA=/another/folder.");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
    return new FolderLock(channel);
  }

  void release() throws IOException {
    channel.close();
  }
}
