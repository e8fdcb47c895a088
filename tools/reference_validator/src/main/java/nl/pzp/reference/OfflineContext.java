package nl.pzp.reference;

import java.io.IOException;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r5.context.SimpleWorkerContext;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.ValueSet;
import org.hl7.fhir.r5.terminologies.ValueSetUtilities;
import org.hl7.fhir.r5.terminologies.utilities.ValidationResult;
import org.hl7.fhir.r5.terminologies.validation.ValueSetValidator;
import org.hl7.fhir.r5.utils.validation.ValidationContextCarrier;
import org.hl7.fhir.utilities.validation.ValidationOptions;

/**
 * The library's context, without the rule that SNOMED CT and LOINC are for a terminology server only: where a value
 * set lists its codes, the library's own checker decides. Value sets by filter stay undecided.
 */
final class OfflineContext extends SimpleWorkerContext {
    OfflineContext(SimpleWorkerContext empty) throws IOException, FHIRException {
        super(empty);
    }

    @Override
    public ValidationResult validateCode(ValidationOptions options, String path, Coding code, ValueSet valueSet,
            ValidationContextCarrier carrier) {
        return ValueSetUtilities.isServerSide(code) && lists(valueSet)
            ? checker(options, valueSet).validateCode(path, code)
            : super.validateCode(options, path, code, valueSet, carrier);
    }

    @Override
    public ValidationResult validateCode(ValidationOptions options, CodeableConcept code, ValueSet valueSet) {
        return ValueSetUtilities.hasServerSide(code) && lists(valueSet)
            ? checker(options, valueSet).validateCode(code)
            : super.validateCode(options, code, valueSet);
    }

    private ValueSetValidator checker(ValidationOptions options, ValueSet valueSet) {
        ValueSetValidator checker = constructValueSetCheckerSimple(options, valueSet);
        checker.setThrowToServer(false);
        return checker;
    }

    private boolean lists(ValueSet valueSet) {
        return valueSet != null && !valueSet.getCompose().hasExclude()
            && !valueSet.getCompose().getInclude().isEmpty()
            && valueSet.getCompose().getInclude().stream().allMatch(this::lists);
    }

    private boolean lists(ValueSet.ConceptSetComponent include) {
        return include.hasSystem()
            ? include.hasConcept() && !include.hasValueSet()
            : include.getValueSet().stream().allMatch(named -> lists(fetchResource(ValueSet.class, named.getValue())));
    }
}
