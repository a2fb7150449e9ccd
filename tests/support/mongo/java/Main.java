// An in-memory server that speaks MongoDB's wire protocol, on a free loopback port: `java -cp 'JARS/*' Main.java`.
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

public class Main {
  // By itself the server uses its index of ids only for filters that name nothing else.
  static class Database extends MemoryDatabase {
    Database(String name, CursorRegistry cursors) { super(name, cursors); }
    protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
      return new MemoryCollection(this, name, options, cursorRegistry) {
        protected QueryResult matchDocuments(Document query, Document order, int skip, int limit, int batch, Document fields) {
          if (query.size() == 1 || !(query.get("_id") instanceof String)) {
            return super.matchDocuments(query, order, skip, limit, batch, fields);
          }
          List<Document> byId = queryDocuments(new Document("_id", query.get("_id")), null, 0, 0, 0, null).collectDocuments();
          return matchDocumentsFromStream(byId.stream(), query, order, skip, limit, batch, fields);
        }
      };
    }
  }

  public static void main(String[] args) throws Exception {
    MongoBackend backend = new MemoryBackend() {
      public MemoryDatabase openOrCreateDatabase(String name) { return new Database(name, getCursorRegistry()); }
    };
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
