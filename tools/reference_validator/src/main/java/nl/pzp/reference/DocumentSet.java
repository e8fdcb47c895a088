package nl.pzp.reference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r5.context.IWorkerContext;
import org.hl7.fhir.r5.elementmodel.Element;
import org.hl7.fhir.r5.elementmodel.Manager;
import org.hl7.fhir.r5.model.CanonicalResource;
import org.hl7.fhir.r5.model.CanonicalType;
import org.hl7.fhir.r5.utils.validation.IResourceValidator;
import org.hl7.fhir.r5.utils.validation.IValidatorResourceFetcher;

/** The resources that references may point at: JSON files of one folder. Nothing is fetched from elsewhere. */
final class DocumentSet implements IValidatorResourceFetcher {
    private final IWorkerContext context;
    private final Map<String, byte[]> byReference = new TreeMap<>();

    DocumentSet(IWorkerContext context, Path folder) throws IOException {
        this.context = context;
        for (Path file : Definitions.files(folder)) {
            if (file.toString().endsWith(".json")) {
                add(Files.readString(file));
            }
        }
    }

    private void add(String text) {
        JsonElement document;
        try {
            document = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            return; // a broken document cannot be the target of a reference; its own verdict says what is wrong
        }
        index(document);
        if (document instanceof JsonObject bundle && bundle.get("entry") instanceof JsonArray entries) {
            for (JsonElement entry : entries) {
                if (entry instanceof JsonObject object) {
                    index(object.get("resource"));
                }
            }
        }
    }

    private void index(JsonElement element) {
        if (element instanceof JsonObject resource
                && resource.get("resourceType") instanceof JsonPrimitive type
                && resource.get("id") instanceof JsonPrimitive id) {
            byReference.putIfAbsent(type.getAsString() + "/" + id.getAsString(),
                resource.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean holds(String reference) {
        return byReference.containsKey(reference);
    }

    @Override
    public Element fetch(IResourceValidator validator, Object appContext, String url) throws IOException {
        byte[] found = byReference.get(url);
        return found == null ? null
            : Manager.parseSingle(context, new ByteArrayInputStream(found), Manager.FhirFormat.JSON);
    }

    /** Urls outside the loaded definitions are taken as existing: offline nobody can tell. */
    @Override
    public boolean resolveURL(IResourceValidator validator, Object appContext, String path, String url,
            IWorkerContext.VersionResolutionRules rules, String type, boolean canonical, List<CanonicalType> targets) {
        return true;
    }

    @Override
    public byte[] fetchRaw(IResourceValidator validator, String url) {
        throw new FHIRException("no network: " + url);
    }

    @Override
    public IValidatorResourceFetcher setLocale(Locale locale) {
        return this;
    }

    @Override
    public CanonicalResource fetchCanonicalResource(IResourceValidator validator, Object appContext, String url) {
        return null;
    }

    @Override
    public boolean fetchesCanonicalResource(IResourceValidator validator, String url) {
        return false;
    }

    @Override
    public Set<ResourceVersionInformation> fetchCanonicalResourceVersions(
            IResourceValidator validator, Object appContext, String url) {
        return Set.of();
    }
}
