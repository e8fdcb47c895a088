package nl.pzp.reference;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r5.elementmodel.Manager;
import org.hl7.fhir.r5.utils.validation.IResourceValidator;
import org.hl7.fhir.r5.utils.validation.IValidationPolicyAdvisor;
import org.hl7.fhir.r5.utils.validation.ValidatorSession;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.r5.utils.validation.constants.ReferenceValidationPolicy;
import org.hl7.fhir.r5.utils.xver.XVerExtensionManagerFactory;
import org.hl7.fhir.utilities.VersionUtil;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidatorSettings;
import org.hl7.fhir.validation.instance.InstanceValidator;
import org.hl7.fhir.validation.instance.advisor.BasePolicyAdvisorForFullValidation;

/** Writes the verdicts of HL7's own validator on a folder of JSON documents. Arguments: see README.md. */
public final class Main {
    private static final int MESSAGE_LENGTH = 200;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: STANDARD r4|stu3 REFERENCES FOLDER OUT.json (normally through run.sh)");
            System.exit(2);
        }
        Locale.setDefault(Locale.ENGLISH);
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
        long start = System.nanoTime();
        UsedCodes used = new UsedCodes();
        used.addFolder(Path.of(arguments[2]));
        used.addFolder(Path.of(arguments[3]));
        Definitions definitions =
            new Definitions(Path.of(arguments[0]), Guide.valueOf(arguments[1].toUpperCase(Locale.ROOT)), used);
        DocumentSet references = new DocumentSet(definitions.context, Path.of(arguments[2]));
        long loaded = System.nanoTime();
        List<Map<String, Object>> verdicts = verdicts(definitions, references, Path.of(arguments[3]));
        write(definitions, arguments[1], verdicts, Path.of(arguments[4]));
        System.err.printf(Locale.ROOT, "%d files, load %.1f s, validate %.1f s%n", verdicts.size(),
            (loaded - start) / 1e9, (System.nanoTime() - loaded) / 1e9);
        System.exit(0);
    }

    private static List<Map<String, Object>> verdicts(
            Definitions definitions, DocumentSet references, Path folder) throws IOException {
        List<Map<String, Object>> verdicts = new ArrayList<>();
        for (Path file : Definitions.files(folder)) {
            if (!file.toString().endsWith(".json")) {
                continue;
            }
            Map<String, Object> verdict = new LinkedHashMap<>();
            verdict.put("file", folder.relativize(file).toString().replace('\\', '/'));
            verdict.put("issues", issues(validator(definitions, references), Files.readAllBytes(file)));
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static InstanceValidator validator(Definitions definitions, DocumentSet references) throws IOException {
        ValidatorSettings settings = new ValidatorSettings();
        settings.setDisplayWarningMode(true);
        InstanceValidator validator = new InstanceValidator(definitions.context, null,
            XVerExtensionManagerFactory.createExtensionManager(definitions.context),
            new ValidatorSession(), settings);
        validator.setFetcher(references);
        validator.setPolicyAdvisor(new FollowWhatIsThere(references));
        validator.setErrorForUnknownProfiles(true);
        validator.setAnyExtensionsAllowed(true);
        validator.setUnknownCodeSystemsCauseErrors(false);
        validator.setAllowExamples(false);
        validator.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        return validator;
    }

    private static List<Map<String, Object>> issues(InstanceValidator validator, byte[] document) {
        List<ValidationMessage> messages = new ArrayList<>();
        try {
            validator.validate(null, messages, new ByteArrayInputStream(document), Manager.FhirFormat.JSON);
        } catch (Exception e) {
            messages.add(new ValidationMessage(ValidationMessage.Source.InstanceValidator,
                ValidationMessage.IssueType.EXCEPTION, "", "the validator gave up: " + e,
                ValidationMessage.IssueSeverity.FATAL));
        }
        return messages.stream().map(Main::issue).distinct()
            .sorted(Comparator.comparing((Map<String, Object> issue) -> (String) issue.get("location"))
                .thenComparing(issue -> (String) issue.get("message_id"))
                .thenComparing(issue -> (String) issue.get("message")))
            .toList();
    }

    private static Map<String, Object> issue(ValidationMessage message) {
        Map<String, Object> issue = new LinkedHashMap<>();
        issue.put("severity", message.getLevel().toCode());
        issue.put("location", message.getLocation() == null ? "" : message.getLocation());
        issue.put("message_id", message.getMessageId() == null ? "" : message.getMessageId());
        String text = message.getMessage();
        issue.put("message", text.length() <= MESSAGE_LENGTH ? text : text.substring(0, MESSAGE_LENGTH));
        return issue;
    }

    private static void write(Definitions definitions, String guide, List<Map<String, Object>> verdicts, Path out)
            throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("library", "ca.uhn.hapi.fhir:org.hl7.fhir.validation");
        document.put("library_release", VersionUtil.getVersion());
        document.put("made", LocalDate.now().toString());
        document.put("guide", guide);
        document.put("not_loaded", definitions.notLoaded);
        document.put("verdicts", verdicts);
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        Files.writeString(out, gson.toJson(document) + "\n");
    }

    /** Targets in the set are validated against the profiles a reference allows; others cannot be judged. */
    private static final class FollowWhatIsThere extends BasePolicyAdvisorForFullValidation {
        private final DocumentSet references;

        FollowWhatIsThere(DocumentSet references) {
            super(ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS, null);
            this.references = references;
        }

        @Override
        public ReferenceValidationPolicy policyForReference(IResourceValidator validator, Object appContext,
                String path, String url, IValidationPolicyAdvisor.ReferenceDestinationType type) {
            return references.holds(url) ? ReferenceValidationPolicy.CHECK_VALID
                : ReferenceValidationPolicy.CHECK_TYPE_IF_EXISTS;
        }
    }
}
