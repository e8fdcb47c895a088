package nl.pzp.reference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r5.context.ContextUtilities;
import org.hl7.fhir.r5.context.IContextResourceLoader;
import org.hl7.fhir.r5.context.SimpleWorkerContext;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.CanonicalResource;
import org.hl7.fhir.r5.model.CanonicalType;
import org.hl7.fhir.r5.model.CodeSystem;
import org.hl7.fhir.r5.model.ElementDefinition;
import org.hl7.fhir.r5.model.Enumerations;
import org.hl7.fhir.r5.model.PackageInformation;
import org.hl7.fhir.r5.model.Parameters;
import org.hl7.fhir.r5.model.Resource;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.model.ValueSet;
import org.hl7.fhir.utilities.ByteProvider;

/** The definitions of one guide, loaded from files only, with everything that could not be loaded. */
final class Definitions {
    private static final List<String> CORE = List.of("profile/profiles-types.xml", "profile/profiles-resources.xml",
        "profile/profiles-others.xml", "extension/extension-definitions.xml", "valueset/v2-tables.xml",
        "valueset/v3-codesystems.xml", "valueset/valuesets.xml");

    final SimpleWorkerContext context;
    /** What is missing and why; the key is a file or a canonical. */
    final SortedMap<String, String> notLoaded = new TreeMap<>();
    private final Guide guide;
    private final PackageInformation base;
    /** The value sets of the guide and its parents. */
    private final List<ValueSet> valueSets = new ArrayList<>();

    Definitions(Path standard, Guide guide, UsedCodes used) throws IOException {
        this.guide = guide;
        String name = "hl7.fhir." + guide.name().toLowerCase(Locale.ROOT) + ".core";
        base = new PackageInformation(name, guide.fhirVersion, guide.fhirVersion, new Date(0));
        context = empty();
        loadCore();
        for (String folder : guide.definitions) {
            load(standard.resolve(folder));
        }
        standIns(used);
        snapshots();
        missing();
    }

    private SimpleWorkerContext empty() throws IOException {
        byte[] info = ("FhirVersion=" + guide.fhirVersion + "\nversion=" + guide.fhirVersion + "\n")
            .getBytes(StandardCharsets.UTF_8);
        SimpleWorkerContext empty = new OfflineContext(new SimpleWorkerContext.SimpleWorkerContextBuilder()
            .fromDefinitions(Map.of("version.info", ByteProvider.forBytes(info)), guide.loader.get(), base));
        empty.setAllowLoadingDuplicates(true);
        empty.setCanRunWithoutTerminology(true);
        empty.setNoTerminologyServer(true);
        empty.setExpansionParameters(new Parameters());
        return empty;
    }

    private void loadCore() throws IOException {
        for (String name : CORE) {
            try (InputStream in = Definitions.class.getResourceAsStream("/" + guide.core + "/" + name)) {
                IContextResourceLoader loader = guide.loader.get();
                for (Bundle.BundleEntryComponent entry : loader.loadBundle(in, false).getEntry()) {
                    if (entry.hasResource() && Guide.Types.LOADED.contains(entry.getResource().fhirType())) {
                        context.cacheResourceFromPackage(entry.getResource(), base);
                    }
                }
                for (CodeSystem codes : loader.getCodeSystems()) {
                    context.cacheResourceFromPackage(codes, base);
                }
            }
        }
    }

    private void load(Path folder) throws IOException {
        IContextResourceLoader loader = guide.loader.get();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            try {
                Resource resource = loader.loadResource(
                    new ByteArrayInputStream(Files.readAllBytes(file)), name.endsWith(".json"));
                context.cacheResource(resource);
                if (resource instanceof ValueSet valueSet) {
                    valueSets.add(valueSet);
                }
            } catch (Exception e) {
                notLoaded.put(name, "cannot be read: " + e.getMessage());
            }
        }
    }

    /**
     * Code systems that are not among the definitions (SNOMED CT, LOINC, national tables) are made from the codes in
     * the guide's value sets and in the documents: enough to tell whether a code is in a value set that lists its
     * codes. Whether such a code exists cannot be told. They are called complete, because the library accepts any
     * code of a fragment as a member of any value set.
     */
    private void standIns(UsedCodes used) {
        UsedCodes all = new UsedCodes();
        for (ValueSet valueSet : valueSets) {
            for (ValueSet.ConceptSetComponent include : valueSet.getCompose().getInclude()) {
                include.getConcept().forEach(
                    concept -> all.add(include.getSystem(), concept.getCode(), concept.getDisplay()));
            }
        }
        used.bySystem.forEach((system, codes) -> {
            if (all.bySystem.containsKey(system)) {
                codes.forEach((code, display) -> all.add(system, code, display));
            }
        });
        all.bySystem.forEach((system, codes) -> {
            CodeSystem known = context.fetchCodeSystem(system);
            if (known != null && known.hasConcept()) {
                return;
            }
            CodeSystem standIn = known != null ? known : new CodeSystem();
            standIn.setUrl(system).setStatus(Enumerations.PublicationStatus.ACTIVE);
            standIn.setContent(Enumerations.CodeSystemContentMode.COMPLETE);
            codes.forEach((code, display) -> standIn.addConcept().setCode(code).setDisplay(display));
            context.cacheResource(standIn);
        });
    }

    private void snapshots() {
        ContextUtilities utilities = new ContextUtilities(context);
        for (StructureDefinition profile : List.copyOf(context.fetchResourcesByType(StructureDefinition.class))) {
            if (profile.hasSnapshot()) {
                continue;
            }
            try {
                utilities.generateSnapshot(profile);
            } catch (Exception e) {
                notLoaded.put(profile.getUrl(), "no snapshot could be made: " + e.getMessage());
            }
        }
    }

    private void missing() {
        for (StructureDefinition profile : context.fetchResourcesByType(StructureDefinition.class)) {
            if (profile.getUrl().startsWith("http://hl7.org/fhir/")) {
                continue;
            }
            need(StructureDefinition.class, profile.getBaseDefinition(), profile);
            for (ElementDefinition element : profile.getDifferential().getElement()) {
                for (ElementDefinition.TypeRefComponent type : element.getType()) {
                    for (CanonicalType canonical : type.getProfile()) {
                        need(StructureDefinition.class, canonical.getValue(), profile);
                    }
                    for (CanonicalType canonical : type.getTargetProfile()) {
                        need(StructureDefinition.class, canonical.getValue(), profile);
                    }
                }
                if (element.getBinding().hasValueSet()) {
                    need(ValueSet.class, element.getBinding().getValueSet(), profile);
                }
            }
        }
    }

    private <T extends CanonicalResource> void need(Class<T> kind, String canonical, StructureDefinition by) {
        if (canonical != null && context.fetchResource(kind, canonical) == null) {
            notLoaded.putIfAbsent(canonical,
                kind.getSimpleName() + " not among the definitions, named by " + by.getUrl());
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
