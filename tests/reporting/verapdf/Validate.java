import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks each file against PDF/A-3a and PDF/UA-1: a line a verdict, then the rules that failed. */
public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (String name : new String[] {"3a", "ua1"}) {
                System.out.print(verdict(PDFAFlavour.fromString(name), file));
            }
        }
    }

    static String verdict(PDFAFlavour flavour, String file) throws Exception {
        StringBuilder out = new StringBuilder();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator =
                 Foundries.defaultInstance().createValidator(flavour, 200, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            out.append(result.isCompliant() ? "PASS " : "FAIL ").append(flavour).append(' ')
                .append(file).append(" assertions=").append(result.getTotalAssertions()).append('\n');
            Map<String, Integer> failed = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    failed.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber()
                        + " " + one.getMessage(), 1, Integer::sum);
                }
            }
            failed.forEach((rule, times) -> out.append("   ").append(times).append("x ").append(rule).append('\n'));
        }
        return out.toString();
    }
}
