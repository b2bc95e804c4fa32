import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Says of each file whether Apache PDFBox Preflight finds it a valid PDF/A-1b; its exit code counts those that are not. */
public class Preflight {
    public static void main(String[] names) throws Exception {
        int invalid = 0;
        for (String name : names) {
            ValidationResult result = validate(new File(name));
            System.out.println((result.isValid() ? "valid\t" : "INVALID\t") + name);
            for (ValidationResult.ValidationError error : result.getErrorsList()) {
                System.out.println("\t" + error.getErrorCode() + " " + error.getDetails());
            }
            invalid += result.isValid() ? 0 : 1;
        }
        System.exit(Math.min(invalid, 100));
    }

    private static ValidationResult validate(File file) throws Exception {
        PreflightParser parser = new PreflightParser(file);
        try {
            parser.parse();
            try (PreflightDocument document = parser.getPreflightDocument()) {
                document.validate();
                return document.getResult();
            }
        } catch (SyntaxValidationException broken) {
            return broken.getResult();
        }
    }
}
