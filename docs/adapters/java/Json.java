import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.*;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.function.BiFunction;

/**
 * JSON, which the JDK does not have: as text, in a file, behind a port and sent to one.
 *
 * This is an object; the rest are lists, text, numbers as they were written, booleans and null.
 */
@SuppressWarnings("serial") // nobody does
final class Json extends LinkedHashMap<String, Object> {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String NAMED = "bfnrt", MEANT = "\b\f\n\r\t", AFTER_WORD = ",]} \t\r\n";

    private transient Path file;

    Json() {}

    Json(Map<String, ?> start) {
        super(start);
    }

    /** Read an object; a list is taken for one that has `items`. */
    static Json read(String text) {
        Object value = new Reader(text).value();
        return value instanceof Json json ? json : new Json(Map.of("items", value));
    }

    static Json load(String file) throws IOException {
        Json loaded = Files.exists(Path.of(file)) ? read(Files.readString(Path.of(file))) : new Json();
        loaded.file = Path.of(file);
        return loaded;
    }

    /** Replace the file that it is from as a whole: whoever dies meanwhile leaves the old one. */
    void save() throws IOException {
        Path half = Files.writeString(file.resolveSibling("half"), write(this));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static void serve(int port, BiFunction<String, String, Map<String, ?>> answer) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or every answer takes 40 ms
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", asked -> {
            String body = new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] said = write(answer.apply(asked.getRequestURI().getPath(), body)).getBytes(StandardCharsets.UTF_8);
            asked.sendResponseHeaders(200, said.length);
            asked.getResponseBody().write(said);
            asked.close();
        });
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Send this, and wait as often as we are told to, by the harness's clock, which a real installation has not. */
    HttpResponse<String> send(String method, HttpRequest.Builder to, String clock) throws Exception {
        var body = isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(write(this));
        HttpRequest request = to.method(method, body).header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(1)).build();
        for (;;) {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 429) return answer;
            int seconds = answer.headers().firstValue("Retry-After").map(Integer::valueOf).orElse(10); // Trello's
            if (clock.isEmpty()) Thread.sleep(seconds * 1000L);
            else new Json(Map.of("sleep", seconds)).send("POST", HttpRequest.newBuilder(URI.create(clock)), "");
        }
    }

    /** A member as text; nothing is the empty text. */
    String text(String name) {
        return get(name) == null ? "" : get(name).toString();
    }

    /** A member that is an object, made if it is not there. */
    Json object(String name) {
        return (Json) computeIfAbsent(name, none -> new Json());
    }

    @SuppressWarnings("unchecked")
    List<Json> objects(String name) {
        return (List<Json>) get(name);
    }

    static String write(Object value) {
        StringJoiner items = value instanceof Map ? new StringJoiner(",", "{", "}") : new StringJoiner(",", "[", "]");
        if (value instanceof Map<?, ?> map) map.forEach((name, each) -> items.add(write(name) + ":" + write(each)));
        else if (value instanceof Collection<?> list) list.forEach(each -> items.add(write(each)));
        else return value instanceof String string ? quoted(string) : String.valueOf(value);
        return items.toString();
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        string.chars().forEach(one -> {
            if (one < ' ') quoted.append(String.format("\\u%04x", one));
            else quoted.append(one == '"' || one == '\\' ? "\\" : "").append((char) one);
        });
        return quoted.append('"').toString();
    }

    private static final class Reader {
        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private boolean skip(char mark) {
            while (Character.isWhitespace(text.charAt(at))) at++;
            if (text.charAt(at) == mark) at++;
            else return false;
            return true;
        }

        private void expect(char mark) {
            if (!skip(mark)) throw new IllegalArgumentException("no JSON: character %d is no %c".formatted(at, mark));
        }

        private Object value() {
            if (skip('{')) {
                Json object = new Json();
                while (!skip('}')) {
                    if (!object.isEmpty()) expect(',');
                    expect('"');
                    String name = string();
                    expect(':');
                    object.put(name, value());
                }
                return object;
            }
            if (skip('[')) {
                List<Object> list = new ArrayList<>();
                while (!skip(']')) {
                    if (!list.isEmpty()) expect(',');
                    list.add(value());
                }
                return list;
            }
            return skip('"') ? string() : word();
        }

        private String string() {
            StringBuilder found = new StringBuilder();
            for (; text.charAt(at) != '"'; at++) {
                char one = text.charAt(at);
                if (one == '\\') {
                    one = text.charAt(++at);
                    if (one == 'u') one = (char) Integer.parseInt(text.substring(at + 1, (at += 4) + 1), 16);
                    else if (NAMED.indexOf(one) >= 0) one = MEANT.charAt(NAMED.indexOf(one));
                }
                found.append(one);
            }
            at++;
            return found.toString();
        }

        private Object word() {
            int start = at;
            while (at < text.length() && AFTER_WORD.indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(start, at);
            if (word.equals("null")) return null;
            return word.equals("true") || word.equals("false") ? word.equals("true") : new BigDecimal(word);
        }
    }
}
