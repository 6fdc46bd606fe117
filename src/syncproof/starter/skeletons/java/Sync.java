// A sync to be: tasks of Custompms become cards of Trello. One start is one pass. It needs Java 17 and nothing else.
//
// It reads where the systems are from the environment, and what to sync from the checklist. It finds the tasks and keeps
// who is whom in the state directory; what it does not do yet is to make the cards: see `create`.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

public class Sync {
    static final String MINE = "task-to-cards"; // the section that this sync does; it declines all others
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Map<String, Object> custompms(String method, String path, Object body) throws Exception {
        return ask("CUSTOMPMS", method, path, "X-Api-Key", System.getenv("SYNCPROOF_CUSTOMPMS_KEY"), body);
    }

    static Map<String, Object> trello(String method, String path, Object body) throws Exception {
        String signed = "OAuth oauth_consumer_key=\"%s\", oauth_token=\"%s\"".formatted(
            System.getenv("SYNCPROOF_TRELLO_KEY"), System.getenv("SYNCPROOF_TRELLO_TOKEN"));
        return ask("TRELLO", method, path, "Authorization", signed, body);
    }

    /** What a system answers; an error ends the pass, and the next one tries again. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> ask(String system, String method, String path, String header, String signed, Object body)
            throws Exception {
        URI address = URI.create(System.getenv("SYNCPROOF_" + system + "_URL") + path);
        var request = HttpRequest.newBuilder(address).header(header, signed).header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body == null ? "" : Json.write(body))).build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        while (answer.statusCode() == 429) { // Trello takes 100 requests in 10 seconds
            Thread.sleep(10_000);
            answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        }
        if (answer.statusCode() >= 300) {
            throw new Exception(method + " " + address.getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return (Map<String, Object>) new Json(answer.body()).value();
    }

    /** Every task, page by page. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> tasks() throws Exception {
        List<Map<String, Object>> tasks = new ArrayList<>();
        long total = 1;
        for (int page = 1; (page - 1) * 50L < total; page++) {
            var answer = custompms("GET", "/tasks?pageSize=50&page=" + page, null);
            tasks.addAll((List<Map<String, Object>>) answer.get("items"));
            total = (Long) answer.get("total");
        }
        return tasks;
    }

    /** As Trello writes it, what Custompms counts in milliseconds since 1970. */
    static Object moment(Object milliseconds) {
        return milliseconds == null ? null : Instant.ofEpochMilli((Long) milliseconds).toString();
    }

    /** Make a card for a task in the list place.get("list"), and return its id. Until then: nothing. */
    static String create(Map<String, Object> task, Map<String, Object> place) throws Exception {
        return null;
    }

    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws Exception {
        String state = System.getenv("SYNCPROOF_STATE_DIR");
        if (state == null) {
            String path = System.getProperty("java.class.path");
            System.err.println("start me with: syncproof smoke --sut 'java -cp " + path + " Sync'");
            System.exit(2);
        }
        Path kept = Path.of(state, "links");
        Properties links = new Properties();
        if (Files.exists(kept)) {
            try (var file = Files.newBufferedReader(kept)) {
                links.load(file);
            }
        }
        String told = Files.readString(Path.of(System.getenv("SYNCPROOF_CHECKLIST")));
        var checklist = (Map<String, Object>) new Json(told).value();
        for (var section : (List<Map<String, Object>>) checklist.get("sections")) {
            if (!section.get("id").equals(MINE)) {
                System.out.println(Json.write(
                    Map.of("report", "declined", "section", section.get("id"), "reason", "not built yet")));
                continue;
            }
            for (var task : tasks()) {
                String id = task.get("id").toString();
                String card = links.containsKey(id) ? null : create(task, (Map<String, Object>) section.get("place"));
                if (card != null) {
                    links.setProperty(id, card);
                    try (var file = Files.newBufferedWriter(kept)) {
                        links.store(file, null);
                    }
                }
            }
        }
    }

    /** Java has no JSON of its own: this reads what is well-formed into maps, lists, text, Long, Double, and writes it. */
    static class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            switch (next()) {
                case '{' -> {
                    var map = new LinkedHashMap<String, Object>();
                    for (at++; next() != '}'; skip(',')) {
                        String key = (String) value();
                        skip(':');
                        map.put(key, value());
                    }
                    at++;
                    return map;
                }
                case '[' -> {
                    var list = new ArrayList<Object>();
                    for (at++; next() != ']'; skip(',')) {
                        list.add(value());
                    }
                    at++;
                    return list;
                }
                case '"' -> {
                    return string();
                }
                default -> {
                    int from = at;
                    while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    String word = text.substring(from, at);
                    return switch (word) {
                        case "null" -> null;
                        case "true", "false" -> Boolean.valueOf(word);
                        default -> word.matches("-?\\d+") ? (Object) Long.valueOf(word) : Double.valueOf(word);
                    };
                }
            }
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void skip(char mark) {
            if (next() == mark) {
                at++;
            }
        }

        private String string() {
            var found = new StringBuilder();
            while (text.charAt(++at) != '"') {
                char one = text.charAt(at);
                if (one == '\\') {
                    one = text.charAt(++at);
                    int escape = "bfnrt".indexOf(one);
                    if (one == 'u') {
                        one = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
                        at += 4;
                    } else if (escape >= 0) {
                        one = "\b\f\n\r\t".charAt(escape);
                    }
                }
                found.append(one);
            }
            at++;
            return found.toString();
        }

        static String write(Object value) {
            if (value instanceof Map<?, ?> map) {
                var parts = new ArrayList<String>();
                map.forEach((key, each) -> parts.add(write(key) + ":" + write(each)));
                return "{" + String.join(",", parts) + "}";
            }
            if (value instanceof String string) {
                var found = new StringBuilder("\"");
                for (char one : string.toCharArray()) {
                    found.append(one == '"' || one == '\\' || one < ' ' ? "\\u%04x".formatted((int) one) : one);
                }
                return found.append('"').toString();
            }
            return String.valueOf(value);
        }
    }
}
