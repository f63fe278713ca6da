package org.sumcat.verify;

import com.fasterxml.jackson.databind.JsonNode;
import org.sumcat.report.SavedReport;

/**
 * The form that a report was written in: its words, its pictures, what it tells at all.
 *
 * @param number of the form, 1 where the report does not say
 */
record ReportForm(int number) {
    static ReportForm of(JsonNode report) {
        return new ReportForm(report.path("form").asInt(1));
    }

    /** Whether reports are written in another form today. */
    boolean another() {
        return number != SavedReport.FORM;
    }

    String words() {
        return "reports of form %s were worded and drawn otherwise than those of form %s, today's"
                .formatted(number, SavedReport.FORM);
    }
}
