package nl.pzp.reference;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.convertors.loaders.loaderR5.NullLoaderKnowledgeProviderR5;
import org.hl7.fhir.convertors.loaders.loaderR5.R3ToR5Loader;
import org.hl7.fhir.convertors.loaders.loaderR5.R4ToR5Loader;
import org.hl7.fhir.r5.context.IContextResourceLoader;

/** A guide of the standard: its FHIR version and the files and folders that define it, below the standard's folder. */
enum Guide {
    R4("4.0.1", "org/hl7/fhir/r4/model", List.of("zib2020/definitions",
        // A form names its release, so the questionnaire of the release before is needed beside the current one.
        "r4-1.0.0-rc2/Questionnaire-ACP-zib2020.json", "r4-1.0.0-rc3/definitions"),
        () -> new R4ToR5Loader(Types.LOADED, new NullLoaderKnowledgeProviderR5(), "4.0.1")),
    STU3("3.0.2", "org/hl7/fhir/dstu3/model", List.of("zib2017/definitions", "stu3-1.0.0-rc2/definitions"),
        () -> new R3ToR5Loader(Types.LOADED, new NullLoaderKnowledgeProviderR5()));

    final String fhirVersion;
    final String core;
    final List<String> definitions;
    final Supplier<IContextResourceLoader> loader;

    Guide(String fhirVersion, String core, List<String> definitions, Supplier<IContextResourceLoader> loader) {
        this.fhirVersion = fhirVersion;
        this.core = core;
        this.definitions = definitions;
        this.loader = loader;
    }

    /** The kinds of definition that validation uses; a holder class because enum constants are made first. */
    static final class Types {
        static final Set<String> LOADED =
            Set.of("StructureDefinition", "ValueSet", "CodeSystem", "Questionnaire");

        private Types() {}
    }
}
