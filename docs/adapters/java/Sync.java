import java.net.http.*;
import java.nio.channels.FileChannel;
import java.nio.file.*;
import java.util.*;

/**
 * A two-way sync of the customers of Custompms, and of Customerp, with Trello's organizations, with the JDK alone.
 *
 * Style: slow and eventual, a service that syncs by itself. A round is a pass from source to target and a pass back,
 * each with a few writes at most. What is not as it was last seen is news, and a pass carries the news of its side.
 * Keeps: state.json in the state directory: by section and source record the target's `id`, and what was seen.
 * Runs:  javac -d /tmp/sync docs/adapters/java/*.java && java -cp /tmp/sync Sync 4711
 *        syncproof run --sut-url http://127.0.0.1:4711
 */
public final class Sync {
    private static final int WRITES = 25, PAGE = 50, OK = 200;
    private static final Set<Integer> REFUSED = Set.of(400, 413, 422);
    private static final Set<Object> reports = Collections.synchronizedSet(new LinkedHashSet<>()); // each is told once
    private static volatile Json environment = new Json(System.getenv()), state;
    private static volatile String run = ""; // the one that has reset this service
    private static volatile String problem = "";
    private static volatile int passes;
    private static FileChannel lock; // of the state directory; ends with this process, however that ends
    private static int left; // of the writes of a pass: the rest waits for the next one, since what was read gets old

    public static void main(String[] args) throws Exception {
        Json.serve(Integer.parseInt(args[0]), Sync::answer);
        for (;; Thread.sleep(Integer.getInteger("pause", 10))) // milliseconds; -Dpause=60000 at work
            if (environment.containsKey("SYNCPROOF_CHECKLIST")) round();
    }

    private static Map<String, ?> answer(String verb, String body) {
        if (!verb.equals("/"))
            synchronized (Sync.class) { // a round that is under way ends first
                state = null;
                if (verb.equals("/reset")) reports.clear();
                if (verb.equals("/reset")) environment = Json.read(body).object("environment");
                if (verb.equals("/reset")) run = Json.read(body).text("run");
            }
        return Map.of("schema", "syncproof-sut/1", "offers", List.of("reset", "restart"), "passes", passes,
            "run", run, "problem", problem, "reports", List.of(reports.toArray()));
    }

    /** What is counted is a pass there and one back: after one alone, half of the news has not been looked at. */
    private static synchronized void round() {
        try {
            Json checklist = Json.load(environment.text("SYNCPROOF_CHECKLIST"));
            boolean sourceWins = !checklist.text("policy").equals("target-wins");
            if (state == null) begin(Path.of(environment.text("SYNCPROOF_STATE_DIR")));
            for (Json each : checklist.objects("sections"))
                if (each.text("title").endsWith(" Customer to Trello Organizations"))
                    for (boolean forward : new boolean[] {true, false}) pass(each, forward, forward == sourceWins);
                else reports.add(Map.of("report", "declined", "section", each.text("id"), "reason", "not done here"));
            problem = "";
        } catch (Exception error) {
            problem = error.toString();
        }
        passes++;
    }

    /** Lock the state directory, which may be another one than before, or emptied; and read what is kept there. */
    private static void begin(Path folder) throws Exception {
        if (lock != null) lock.close();
        lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) throw new IllegalStateException("another sync is at work here");
        state = Json.load(folder.resolve("state.json").toString());
    }

    /** Carry the news of one side. Where both have some, one wins: of organizations nobody can tell which is later. */
    private static void pass(Json section, boolean forward, boolean wins) throws Exception {
        String system = section.object("source").text("system");
        TreeMap<String, Json> sources = all(system), targets = all("Trello");
        Json pairs = state.object(section.text("id"));
        left = WRITES;
        for (String id : sources.keySet()) {
            Json pair = pairs.object(id), target = targets.get(pair.text("id")), values = new Json();
            for (Json row : section.objects("properties")) {
                Property ours = new Property(system, sources.get(id), row.text("source"));
                Property theirs = new Property("Trello", target, row.text("target"));
                values.put(theirs.name, ours.value());
                if (target != null && left > 0)
                    (forward ? ours : theirs).carry(pair.object(theirs.name), forward ? theirs : ours, wins);
            }
            if (forward && left > 0 && !pair.containsKey("id") && section.text("promises").contains("every"))
                create(pair, new Property(system, sources.get(id), ""), values, pairs, targets);
        }
    }

    /** Make a counterpart. The intent is kept first: what was made unanswered is looked for before we ask again. */
    private static void create(Json pair, Property source, Json values, Json pairs, TreeMap<String, Json> targets)
        throws Exception {
        List<Object> taken = pairs.values().stream().map(each -> ((Json) each).get("id")).toList();
        String after = pair.text("after"), name = pair.object("displayName").text("Trello");
        for (Json one : targets.tailMap(after, false).values())
            if (one.text("displayName").equals(name) && !taken.contains(one.get("id"))) pair.put("id", one.get("id"));
        if (pair.containsKey("id") || values.equals(pair.get("refused"))) return;
        pair.put("after", targets.isEmpty() ? "" : targets.lastKey());
        values.forEach((key, value) -> pair.put(key, new Json(Map.of(source.system, value, "Trello", value))));
        state.save();
        Json made = ask("Trello", "POST", "/organizations", values, source);
        if (made == null) pair.putAll(Map.of("refused", values, "displayName", new Json())); // there is nothing to find
        else pair.put("id", made.get("id"));
        state.save();
    }

    private record Property(String system, Json record, String name) {
        /** A value in Trello's form: nothing is the empty text, a website has a scheme. */
        String value() {
            String value = record.text(name);
            return name.equals("website") && !value.isEmpty() && !value.contains("://") ? "http://" + value : value;
        }

        /** Carry what is news. What is refused has been seen, and is no news until the next edit. */
        void carry(Json seen, Property to, boolean wins) throws Exception {
            String news = value(), there = to.value();
            boolean alike = news.equals(there), both = !there.equals(seen.text(to.system));
            if (news.equals(seen.text(system)) || both && !alike && !wins) return;
            // A list may be behind our own write: what it replaced is no news until a second list has it.
            if (news.equals(seen.get(system + " before")) && seen.remove(system + " before") != null) return;
            if (!alike) {
                seen.put(to.system + " before", there);
                Json body = new Json(to.system.equals("Custompms") ? to.record : Map.of()); // is replaced as a whole
                body.put(to.name, news);
                String path = (to.system.equals("Trello") ? "/organizations/" : "/customers/") + to.record.text("id");
                Json after = ask(to.system, to.system.equals("Customerp") ? "PATCH" : "PUT", path, body, to);
                if (after != null) to.record.putAll(after);
                there = after == null ? seen.text(to.system) : to.value(); // as it is kept there
            }
            seen.putAll(Map.of(system, news, to.system, there));
            state.save();
        }
    }

    /** All records of a system, by id. */
    private static TreeMap<String, Json> all(String system) throws Exception {
        TreeMap<String, Json> all = new TreeMap<>();
        String list = system.equals("Trello") ? "/members/me/organizations?" : "/customers?", more = "";
        for (int page = 1; more != null; page++) {
            if (system.equals("Custompms")) more = "pageSize=50&page=" + page;
            Json got = ask(system, "GET", list + more, new Json(), null);
            for (Json each : got.objects(got.containsKey("data") ? "data" : "items")) all.put(each.text("id"), each);
            boolean last = got.get("next_cursor") == null && page * PAGE >= Integer.parseInt("0" + got.text("total"));
            more = last ? null : "cursor=" + got.text("next_cursor");
        }
        return all;
    }

    /** Ask. What is refused is reported, and null; what else is not done ends the pass: the next one looks again. */
    private static Json ask(String system, String method, String path, Json body, Property of) throws Exception {
        left -= of == null ? 0 : 1;
        String told = "SYNCPROOF_" + system.toUpperCase(Locale.ROOT), token = environment.text(told + "_TOKEN");
        String key = environment.text(told + "_KEY"), oauth = "OAuth oauth_consumer_key=\"%s\", oauth_token=\"%s\"";
        var request = HttpRequest.newBuilder(java.net.URI.create(environment.text(told + "_URL") + path));
        if (system.equals("Custompms")) request.header("X-Api-Key", key);
        else request.header("Authorization", key.isEmpty() ? "Bearer " + token : oauth.formatted(key, token));
        if (method.equals("PATCH")) request.header("If-Match", of.record.text("etag"));
        HttpResponse<String> answer = body.send(method, request, environment.text("SYNCPROOF_CLOCK_URL"));
        if (answer.statusCode() == OK) {
            Json got = Json.read(answer.body());
            if (of == null || got.containsKey("id")) return got; // else it is no record, whatever the status says
        }
        if (of == null || !REFUSED.contains(answer.statusCode()))
            throw new IllegalStateException(system + " answers " + answer.statusCode() + " to " + method + " " + path);
        reports.add(Map.of("report", "refused", "system", of.system, "property", of.name, "reason", answer.body(),
            "record", of.record.text("id"), "datatype", of.system.equals("Trello") ? "Organizations" : "Customer"));
        return null;
    }
}
