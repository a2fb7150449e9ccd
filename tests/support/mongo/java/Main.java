// An in-memory server that speaks MongoDB's wire protocol, on a free loopback port: `java -cp 'JARS/*' Main.java`.
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

public class Main {
  public static void main(String[] args) throws Exception {
    MongoBackend backend = new MemoryBackend();
    // The driver needs a newer wire version than the server reports by itself.
    backend.version(new MongoVersion() {
      public String toVersionString() { return "6.0.0"; }
      public List<Integer> getVersionArray() { return List.of(6, 0, 0); }
      public int getWireVersion() { return 17; }
      public boolean isLessThan(MongoVersion other) { return false; }
    });
    MongoServer server = new MongoServer(backend);
    System.out.println(server.bind().getPort());
    // Ends with the process that started it.
    while (System.in.read() >= 0) {}
    server.shutdownNow();
    System.exit(0);
  }
}
