package nl.pzp.reference;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Codes with their display, by code system. */
final class UsedCodes {
    final SortedMap<String, SortedMap<String, String>> bySystem = new TreeMap<>();

    void add(String system, String code, String display) {
        bySystem.computeIfAbsent(system, key -> new TreeMap<>()).putIfAbsent(code, display == null ? code : display);
    }

    /** Adds every coding in the JSON files below a folder; a file that is no JSON has none. */
    void addFolder(Path folder) throws IOException {
        for (Path file : Definitions.files(folder)) {
            if (file.toString().endsWith(".json")) {
                try {
                    addTree(JsonParser.parseString(Files.readString(file)));
                } catch (JsonParseException e) {
                    continue; // its own verdict says what is wrong with it
                }
            }
        }
    }

    private void addTree(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(this::addTree);
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            if (text(object, "system") != null && text(object, "code") != null) {
                add(text(object, "system"), text(object, "code"), text(object, "display"));
            }
            object.entrySet().forEach(entry -> addTree(entry.getValue()));
        }
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }
}
